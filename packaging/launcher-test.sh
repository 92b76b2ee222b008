#!/bin/sh
# Tests ./gantry with JDKs, a Maven and a Java that only pretend, in a folder of its own.
#
# Every test runs in a subshell; what it sets is meant to end with it.
# shellcheck disable=SC2030,SC2031
set -u

repository=$(cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
passed=0
failed=0

# nothing runs on after a test; the one that is about it sets it again
GANTRY_START_CACHE=off
GANTRY_RESIDENT=off
export GANTRY_START_CACHE GANTRY_RESIDENT

for part in harness fake-gantry jdk packages start environment service; do
  # shellcheck source=/dev/null # each is checked by itself
  . "$repository/packaging/launcher-test/$part.sh"
done

printf 'launcher: %s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
