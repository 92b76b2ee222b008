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

# scripts DOCKERFILE DIRECTORY: writes what each RUN gives to the shell to a file of its own, named
# after the line.
scripts() {
  awk -v directory="$2" '
    /^RUN / { script = directory "/" FNR ".sh"; running = 1; sub(/^RUN /, "") }
    !running || /^ *#/ { next }
    {
      more = sub(/\\$/, "")
      while (sub(/^ *--[a-z]+=[^ ]+ */, "")) {}
      printf "%s%s", $0, more ? " " : "\n" >script
      running = more
    }' "$1"
}

# What hadolint says of scripts, of which shellcheck is a part (docs/images.md goes through the rest).
check_scripts() {
  written=$(mktemp -d)
  scripts "$1" "$written"
  [ -n "$(ls "$written")" ] || fail "$1 has no RUN"
  for script in "$written"/*.sh; do
    place="$1:$(basename "$script" .sh)"
    ! grep -Eq '(^|[;&|({] *)cd ' "$script" || fail "$place changes the directory: that is for WORKDIR (DL3003)"
    ! grep -Eq '[^|]\|[^|]' "$script" || fail "$place has a pipe, whose first command may fail (DL4006)"
    ! command -v shellcheck >/dev/null || shellcheck --shell=sh "$script" || fail "$place: see above"
  done
  rm -r "$written"
}

[ -n "$(shared prod.Dockerfile)" ] || fail 'prod.Dockerfile has no stages to share'
[ "$(shared prod.Dockerfile)" = "$(shared dev.Dockerfile)" ] ||
  fail 'the first stages of prod.Dockerfile and dev.Dockerfile differ, so they do not share their cache'
[ "$(grep '^FROM ' prod.Dockerfile | tail -n 1)" = 'FROM prod' ] ||
  fail 'prod.Dockerfile ends with another stage than prod, which then is built where no target is named'
for file in *.Dockerfile; do
  ! grep -q '^# *syntax=' "$file" || fail "$file names a frontend, which has to come from a registry"
  check_scripts "$file"
done

[ "$failed" -eq 0 ] && echo 'images: the Dockerfiles keep their promises'
