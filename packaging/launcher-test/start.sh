# shellcheck shell=sh disable=SC2030,SC2031,SC2154 # see ../launcher-test.sh
# Tests of ./gantry as a whole: when it builds, and how it starts what it has built.

builds_and_starts_with_the_arguments() {
  output=$(start build 'a target' --json)
  equal "$(cat "$here/calls")" "$here/jdk --batch-mode -pl app -am package -Dmaven.test.skip=true"
  contains "$output" "
dev.gantry.Main
build
a target
--json"
  contains "$output" "/gantry-app-1.jar:"
  contains "$output" ":$here/m2/library.jar"
}

starts_commands_without_the_modules_of_the_dashboard() {
  case $(start build) in
    *--module-path*) fail 'a command has modules' ;;
  esac
  contains "$(start_window)" "--module-path
$here/m2/library.jar"
  contains "$(start_window --color never)" '--module-path'
}

# start_window [ARGUMENT...]: the launcher of the case, where no screen is needed.
start_window() {
  (
    cd /
    JAVA_HOME=$here/jdk MAVEN_USER_HOME=$here/m2 GANTRY_JAVA_OPTIONS=-Dglass.platform=Headless \
      "$here/gantry" "$@"
  )
}

# Every jar that the fake JDK is asked to rewrite says so afterwards.
takes_old_libraries_in_a_newer_form() {
  cat >"$here/jdk/bin/java" <<'JAVA'
#!/bin/sh
[ "$3" != dev.gantry.NewerClasses ] || echo newer >"$5"
printf '%s\n' "$@"
JAVA
  echo old >"$here/m2/picocli-1.jar"
  # shellcheck disable=SC2016 # the variable is for mvnw
  sed 's#/m2/library.jar" >app/target/run/class.path#/m2/picocli-1.jar:$PWD/m2/library.jar" >app/target/run/class.path#' \
    "$here/mvnw" >"$here/mvnw.new"
  mv "$here/mvnw.new" "$here/mvnw"
  chmod +x "$here/mvnw"
  start --version
  equal "$(cat "$here"/.gantry/builds/*/picocli-1.jar)" newer
  contains "$(start --version)" "/picocli-1.jar:$here/m2/library.jar"
}

makes_a_start_cache_for_later() {
  cat >"$here/jdk/bin/java" <<'JAVA'
#!/bin/sh
for argument in "$@"; do
  case $argument in
    -XX:AOTCacheOutput=*) echo cache >"${argument#*=}" ;;
  esac
done
printf '%s\n' "$@"
JAVA
  export GANTRY_START_CACHE=
  case $(start --version) in
    *AOTCache=*) fail 'uses a cache that is not there' ;;
  esac
  tries=0
  until [ -n "$(find "$here/.gantry/builds" -type f -name '*.aot')" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || fail 'no cache was made'
    sleep 1
  done
  contains "$(start --version)" "-XX:AOTCache=$here/.gantry/builds/"
}

starts_without_a_start_cache_that_could_not_be_made() {
  export GANTRY_START_CACHE=
  fake_jdk "$here/jdk" 25.0.3
  start --version
  contains "$(start --version)" dev.gantry.Main
}

builds_once() {
  start --version
  start --version
  equal "$(calls)" 1
}

builds_again_when_a_source_has_changed() {
  start --version
  echo two >"$here/app/src/main/Main.java"
  touch -t 200001010000 "$here/app/src/main/Main.java"
  start --version
  echo more >"$here/app/src/main/Second.java"
  start --version
  mv "$here/app/src/main/Second.java" "$here/app/src/main/Third.java"
  start --version
  equal "$(calls)" 4
}

keeps_the_builds_of_other_branches() {
  start --version
  echo two >"$here/app/src/main/Main.java"
  start --version
  echo one >"$here/app/src/main/Main.java"
  output=$(start --version)
  equal "$(calls)" 2
  jar=$(printf '%s\n' "$output" | grep gantry-app-1.jar | cut -d : -f 1)
  equal "$(cat "$jar")" one
}

builds_again_when_a_library_is_gone() {
  start --version
  mv "$here/m2/library.jar" "$here/m2/elsewhere.jar"
  start --version
  equal "$(calls)" 2
}

shows_why_a_build_failed() {
  echo wrong >"$here/app/src/main/Main.java"
  code=0
  output=$(start --version 2>&1) || code=$?
  equal "$code" 1
  contains "$output" '[ERROR] the source is wrong'
  contains "$output" '.gantry/build.log'
  echo right >"$here/app/src/main/Main.java"
  contains "$(start --version)" dev.gantry.Main
}

shows_why_maven_did_not_even_run() {
  printf '#!/bin/sh\necho "the download failed"\nexit 1\n' >"$here/mvnw"
  contains "$(start --version 2>&1 || :)" 'the download failed'
}

builds_once_when_started_twice() {
  command -v flock >/dev/null || return 0
  FAKE_SECONDS=1
  export FAKE_SECONDS
  start --version &
  start --version
  wait $!
  equal "$(calls)" 1
}

starts_through_links() {
  ln -s "$here/gantry" "$work/case/first"
  mkdir "$work/case/bin"
  ln -s ../first "$work/case/bin/second"
  output=$(JAVA_HOME=$here/jdk MAVEN_USER_HOME=$here/m2 "$work/case/bin/second" --version)
  contains "$output" "-Dgantry.home=$here"
}

passes_the_exit_code_on() {
  code=0
  FAKE_EXIT=7 start build || code=$?
  equal "$code" 7
}

says_that_there_is_no_display() {
  [ "$(uname -s)" = Linux ] || return 0
  code=0
  output=$(start --project /tmp 2>&1) || code=$?
  equal "$code" 1
  contains "$output" 'DISPLAY is not set'
  [ ! -e "$here/calls" ] || fail 'it was built nevertheless'
}

needs_no_display_for_a_command() {
  contains "$(start --project=/tmp build)" dev.gantry.Main
  contains "$(start --help)" dev.gantry.Main
}

needs_no_display_on_a_headless_platform() {
  options=-Dglass.platform=Headless
  output=$(JAVA_HOME=$here/jdk MAVEN_USER_HOME=$here/m2 DISPLAY='' GANTRY_JAVA_OPTIONS=$options "$here/gantry")
  contains "$output" "$options"
}

# Files that have just been written may be written again within the same moment.
reads_sources_again_only_where_the_system_knows_of_a_change() {
  find . -maxdepth 0 -printf '' 2>/dev/null || return 0
  start --version
  sleep 3
  start --version
  mkdir "$work/case/bin"
  # shellcheck disable=SC2016 # the variables are for cksum
  printf '#!/bin/sh\necho "$0" >>"%s"\nexec %s "$@"\n' "$here/cksums" "$(command -v cksum)" \
    >"$work/case/bin/cksum"
  chmod +x "$work/case/bin/cksum"
  PATH=$work/case/bin:$PATH
  start --version
  [ ! -e "$here/cksums" ] || fail 'reads sources that have not changed'
  touch -r "$here/app/src/main/Main.java" "$work/case/time"
  echo two >"$here/app/src/main/Main.java"
  touch -r "$work/case/time" "$here/app/src/main/Main.java"
  start --version
  equal "$(calls)" 2
}

leaves_a_process_for_later_commands() {
  [ -r /proc/self/status ] && command -v flock >/dev/null && command -v setsid >/dev/null || return 0
  resident_here
  cat >"$here/jdk/bin/java" <<'JAVA'
#!/bin/sh
printf '%s\n' "$@"
case "$*" in
  *ResidentMain*) exec >"$XDG_RUNTIME_DIR/arguments.new" && printf '%s\n' "$@" "$PWD" &&
    mv "$XDG_RUNTIME_DIR/arguments.new" "$XDG_RUNTIME_DIR/arguments" ;;
esac
JAVA
  contains "$(start build)" dev.gantry.Main
  tries=0
  until [ -e "$XDG_RUNTIME_DIR/arguments" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || fail 'no process was left'
    sleep 1
  done
  folder=$(echo "$XDG_RUNTIME_DIR/gantry/resident$here"/.gantry/builds/*"$here/jdk")
  contains "$(cat "$XDG_RUNTIME_DIR/arguments")" "-Xmx512m"
  contains "$(cat "$XDG_RUNTIME_DIR/arguments")" "dev.gantry.ResidentMain
$folder"
  equal "$(tail -n 1 "$XDG_RUNTIME_DIR/arguments")" /
  equal "$(stat -c %a "$folder")" 700
  [ -p "$folder/door.new" ] || fail 'there is no door'
}

leaves_no_process_for_commands_that_do_not_use_it() {
  resident_here
  start --version
  start engine status
  GANTRY_RESIDENT=off start build
  CI=true start build
  [ ! -e "$XDG_RUNTIME_DIR/gantry" ] || fail 'a process was left'
}

resident_here() {
  XDG_RUNTIME_DIR=$work/case/run
  mkdir "$XDG_RUNTIME_DIR"
  GANTRY_RESIDENT=
  CI=
  export XDG_RUNTIME_DIR GANTRY_RESIDENT CI
}

it 'builds and starts with the arguments' in_a_fake_gantry builds_and_starts_with_the_arguments
it 'starts commands without the modules of the dashboard' in_a_fake_gantry starts_commands_without_the_modules_of_the_dashboard
it 'takes old libraries in a newer form' in_a_fake_gantry takes_old_libraries_in_a_newer_form
it 'makes a start cache for later' in_a_fake_gantry makes_a_start_cache_for_later
it 'starts without a start cache that could not be made' in_a_fake_gantry starts_without_a_start_cache_that_could_not_be_made
it 'builds once' in_a_fake_gantry builds_once
it 'builds again when a source has changed' in_a_fake_gantry builds_again_when_a_source_has_changed
it 'keeps the builds of other branches' in_a_fake_gantry keeps_the_builds_of_other_branches
it 'builds again when a library is gone' in_a_fake_gantry builds_again_when_a_library_is_gone
it 'shows why a build failed' in_a_fake_gantry shows_why_a_build_failed
it 'shows why Maven did not even run' in_a_fake_gantry shows_why_maven_did_not_even_run
it 'builds once when started twice' in_a_fake_gantry builds_once_when_started_twice
it 'starts through links' in_a_fake_gantry starts_through_links
it 'reads sources again only where the system knows of a change' in_a_fake_gantry reads_sources_again_only_where_the_system_knows_of_a_change
it 'leaves a process for later commands' in_a_fake_gantry leaves_a_process_for_later_commands
it 'leaves no process for commands that do not use it' in_a_fake_gantry leaves_no_process_for_commands_that_do_not_use_it
it 'passes the exit code on' in_a_fake_gantry passes_the_exit_code_on
it 'says that there is no display' in_a_fake_gantry says_that_there_is_no_display
it 'needs no display for a command' in_a_fake_gantry needs_no_display_for_a_command
it 'needs no display on a headless platform' in_a_fake_gantry needs_no_display_on_a_headless_platform
