# shellcheck shell=sh disable=SC2154 # the variables of ./gantry
# `./gantry test`: everything that has to pass before a commit, on a real engine.

# run_all_tests [MAVEN ARGUMENT...]
run_all_tests() {
  ensure_needs "$(missing_for_build) $(missing_for_natives) $(missing_for_tests)"

  say 'testing the launcher and the Dockerfiles'
  sh "$gantry_home/packaging/launcher-test.sh"
  sh "$gantry_home/packaging/images-test.sh"
  check_shell_scripts

  ensure_built
  trap 'stop_engine_of_tests' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  ensure_engine
  say "testing on the engine at $DOCKER_HOST"
  GANTRY_REQUIRE_ENGINE=1 maven verify "$@"
}

# llm-service/natives/npm-package takes either.
missing_for_natives() {
  command -v npm >/dev/null || command -v curl >/dev/null || echo curl
}

# Other programs that tests compare with, on a system where this knows how to install them.
missing_for_tests() {
  [ "$(package_manager)" = apt-get ] || return 0
  for need in git ssh; do
    command -v "$need" >/dev/null || echo "$need"
  done
}

check_shell_scripts() {
  if ! command -v shellcheck >/dev/null; then
    say 'no shellcheck on this machine: the shell scripts are not checked'
    return
  fi
  say 'checking the shell scripts'
  (
    cd "$gantry_home" || exit
    shellcheck --external-sources gantry .ci/run packaging/*.sh packaging/launcher/*.sh \
      packaging/launcher-test/*.sh llm-service/natives/fetch \
      llm-service/natives/npm-package llm-service/api/lint/check \
      llm-service/server/src/test/resources/dev/gantry/llm/security/make \
      app/src/test/resources/dev/gantry/resident/*.sh \
      app/src/test/resources/shell-completion/gantry dockerfiles/*.sh
  )
}

# Sets and exports DOCKER_HOST: the engine that the user has, else Gantry's private one, which is
# started for the tests.
ensure_engine() {
  engine_started=no
  if ! gantry engine status >/dev/null 2>&1; then
    say 'no engine answers: starting the private one'
    engine_started=yes
    gantry engine start --yes
    gantry engine base-image
  fi
  DOCKER_HOST=$(gantry engine status --json | sed -n 's/.*"host" *: *"\([^"]*\)".*/\1/p' | head -n 1)
  [ -n "$DOCKER_HOST" ] || die 'the engine does not say where it listens'
  export DOCKER_HOST
}

gantry() {
  (run_gantry "$@")
}

stop_engine_of_tests() {
  [ "${engine_started-no}" = yes ] || return 0
  engine_started=no
  unset DOCKER_HOST
  gantry engine stop || :
}
