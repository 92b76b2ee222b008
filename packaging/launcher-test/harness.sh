# shellcheck shell=sh disable=SC2030,SC2031,SC2154 # see ../launcher-test.sh
# What all tests use.

# it SENTENCE COMMAND...: one test; what the command prints is shown when it fails.
it() {
  sentence=$1
  shift
  rm -rf "$work/case"
  mkdir -p "$work/case/a folder"
  if (set -e; "$@") >"$work/output" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$sentence"
    sed 's/^/    /' "$work/output"
  fi
}

fail() {
  printf '%s\n' "$*"
  exit 1
}

equal() {
  [ "$1" = "$2" ] || fail "expected '$2', but it is '$1'"
}

contains() {
  case $1 in
    *"$2"*) ;;
    *) fail "expected '$2' in '$1'" ;;
  esac
}

# fake_jdk FOLDER VERSION: a JDK by its looks; its java prints its arguments, one a line.
fake_jdk() {
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
  cat >"$1/bin/java" <<'JAVA'
#!/bin/sh
printf '%s\n' "$@"
exit "${FAKE_EXIT:-0}"
JAVA
  printf '#!/bin/sh\necho "javac %s"\n' "$2" >"$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
}
