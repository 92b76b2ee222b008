#!/bin/sh
# shellcheck disable=SC2154,SC2317,SC2034 # the variables of ./gantry; who calls and reads them is elsewhere
# What ./gantry does with a command where a resident process may run it.
#
# Read from the environment: launcher, the folder with the parts of ./gantry; build and java_home,
# which name the folder of the process; PATIENCE, more seconds than a busy machine takes.
set -eu

# shellcheck source=/dev/null
. "$launcher/terminal.sh"
# shellcheck source=/dev/null
. "$launcher/resident.sh"
patience=${PATIENCE:-30}

# The process is the one of the test.
start_resident() {
  echo 'starts one'
}

if [ "$1" = furnish ]; then
  find_resident
  umask 077
  mkdir -p "$resident"
  furnish_resident
  printf '%s\n' "$2" >"$resident/pid"
  exit
fi
ask_resident "$@"
[ -z "$lacks_resident" ] || start_resident
echo 'by itself'
exit 77
