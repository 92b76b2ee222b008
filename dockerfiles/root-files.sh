#!/bin/sh
# root-files.sh DIRECTORY...: makes, in the current directory, the root of an image without a
# distribution: the C libraries that programs and libraries in the directories are linked to, and
# what a process expects to find. The directories themselves are not copied.
set -eu

find "$@" -type f \( -name '*.so*' -o -path '*/bin/*' \) -exec ldd {} + >/tmp/linked

# where a library of the directories is not found by ldd, its own loader knows where it is, and that
# its file may lack the number of the version
grep 'not found' /tmp/linked | sort -u | while read -r name _; do
  [ -n "$(find "$@" -name "${name%%.so*}.so*")" ] || {
    echo "root-files: $name is missing" >&2
    exit 1
  }
done

sed -n 's/^.* => \(\/[^ ]*\) .*$/\1/p; s/^[[:space:]]*\(\/[^ ]*\) (.*$/\1/p' /tmp/linked | sort -u |
  while read -r library; do
    for directory in "$@"; do
      case $library in "$directory"/*) continue 2 ;; esac
    done
    cp --dereference --parents --target-directory=. "$library"
  done

mkdir -p etc
echo 'service:x:10001:10001:LLM service:/app:/nonexistent' >etc/passwd
echo 'service:x:10001:' >etc/group
echo 'hosts: files dns' >etc/nsswitch.conf
install -d -m 1777 tmp
# a volume that is mounted here first takes over whose it is
install -d -o 10001 -g 10001 data
find . -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
