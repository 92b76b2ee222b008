#!/bin/sh
# Tests what the Dockerfiles promise in their comments, as far as reading them can tell. That they
# build and serve is tested on a real engine.
set -u

repository=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$repository/dockerfiles" || exit 1
failed=0

fail() {
  printf 'FAILED: %s\n' "$*"
  failed=1
}

# shared DOCKERFILE: the stages before the first one of its own.
shared() {
  sed -n '/^ARG BASE/,/^# --- \(build\|dev\)/p' "$1" | sed '$d'
}

[ -n "$(shared prod.Dockerfile)" ] || fail 'prod.Dockerfile has no stages to share'
[ "$(shared prod.Dockerfile)" = "$(shared dev.Dockerfile)" ] ||
  fail 'the first stages of prod.Dockerfile and dev.Dockerfile differ, so they do not share their cache'
for file in *.Dockerfile; do
  ! grep -q '^# *syntax=' "$file" || fail "$file names a frontend, which has to come from a registry"
done

[ "$failed" -eq 0 ] && echo 'images: the Dockerfiles keep their promises'
