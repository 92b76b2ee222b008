# shellcheck shell=sh disable=SC2154 # the variables of ./gantry
# Words to the user. All on the standard error, so that the output of a command stays clean.

say() {
  printf 'gantry: %s\n' "$*" >&2
}

die() {
  say "$@"
  exit 1
}

# while_showing LABEL LOG COMMAND...: runs the command with all its output in the file LOG, and
# shows the label with the seconds that have passed. Returns the command's exit code.
while_showing() {
  label=$1
  log=$2
  shift 2
  ticker=
  if [ -t 2 ]; then
    tick "$label" &
    ticker=$!
    trap 'stop_ticker' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
  else
    say "$label ..."
  fi
  code=0
  "$@" >"$log" 2>&1 </dev/null || code=$?
  stop_ticker
  trap - EXIT HUP INT TERM
  return "$code"
}

tick() {
  seconds=0
  while :; do
    printf '\rgantry: %s ... %s s' "$1" "$seconds" >&2
    sleep 1
    seconds=$((seconds + 1))
  done
}

stop_ticker() {
  [ -n "$ticker" ] || return 0
  kill "$ticker" 2>/dev/null || :
  wait "$ticker" 2>/dev/null || :
  ticker=
  printf '\n' >&2
}
