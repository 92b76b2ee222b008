# shellcheck shell=sh disable=SC2154,SC2034 # the variables of ./gantry
# A process that stays and runs commands for those who start ./gantry, because the start of a JVM
# takes several times as long as most commands. Linux only.
#
# They talk by files in a folder of the user alone, called by the number of the process that asks
# (dev.gantry.resident.Visit says what each is for). Where anything is not as it should be, the
# command runs in a process of its own, as it would without all this.
#
# Read from the environment: GANTRY_RESIDENT, `off` to do without, `on` for one in spite of CI.

# Set where there is no such process, and one would help later commands.
lacks_resident=

# Runs the command in the resident process and ends with its exit code, if that is possible.
ask_resident() {
  may_ask "$@" && find_resident || return 0
  if ! is_resident_alive; then
    [ "$command" = resident ] || lacks_resident=yes
    return 0
  fi
  IFS= read -r known <"$resident/circumstances" && [ "$known" = "$circumstances" ] || return 0
  call=$resident/$$
  # where both streams are the same, one pipe keeps what is written in order
  errors=$call.err
  # shellcheck disable=SC3013 # the shells of Linux have it
  [ ! /dev/fd/1 -ef /dev/fd/2 ] || errors=
  umask 077
  mkfifo "$call.out" ${errors:+"$errors"} "$call.said" "$call.life" 2>/dev/null || {
    umask "$user_umask"
    return 0
  }
  # with the variables that were set here; the others are those that this process was started with
  {
    printf '%s\0' "$$" "$#" "$@" && pwd -P && printf '\0' &&
      printf '%s\0' ${GANTRY_UID+"GANTRY_UID=$GANTRY_UID"} ${GANTRY_GID+"GANTRY_GID=$GANTRY_GID"} \
        ${GANTRY_CA_BUNDLE+"GANTRY_CA_BUNDLE=$GANTRY_CA_BUNDLE"}
  } >"$call.request"
  umask "$user_umask"
  follow_call
  [ "$code" -ne "$own" ] || return 0
  exit "$code"
}

# Seconds that a process may take to take a command.
patience=1

# Exit codes that no command has: the command has to run here; the resident process is gone.
own=200
lost=201

# Sets code to the exit code of the command, whose output is shown meanwhile.
follow_call() {
  interrupts=0
  signal=0
  listener=
  out=
  err=
  trap 'interrupt 129' HUP
  trap 'interrupt 130' INT
  trap 'interrupt 143' TERM
  # held by this process alone: when it ends, be it killed, the command is cancelled
  exec 8<>"$call.life"
  # writing to a pipe like this waits for nobody; what follows is done while the command begins
  printf '%s\n' "$$" 1<>"$resident/door"
  listen &
  listener=$!
  copy "$call.out" &
  out=$!
  if [ -n "$errors" ]; then
    (exec 1>&2 && copy "$errors") &
    err=$!
  fi
  give_up_after_a_second &
  before=
  while [ "$before" != "$interrupts" ]; do
    before=$interrupts
    code=0
    wait "$listener" || code=$?
  done
  # nobody writes to them any more, or ever has
  case $code in
    "$own" | "$lost") kill -9 "$out" ${err:+"$err"} 2>/dev/null || : ;;
  esac
  before=
  while [ "$before" != "$interrupts" ]; do
    before=$interrupts
    wait "$out" ${err:+"$err"} 2>/dev/null || :
  done
  exec 8>&-
  trap - HUP INT TERM
  [ "$code" -ne "$own" ] || [ ! -e "$call.late" ] || forget_call
  if [ "$code" -eq "$lost" ]; then
    say 'the process that ran this command is gone; without it: GANTRY_RESIDENT=off ./gantry ...'
    forget_call
    code=1
  fi
  [ "$signal" -eq 0 ] || code=$signal
}

# The command is cancelled by the end of what it holds on to. Who insists need not wait for it, and
# neither need those who read what it would still write.
interrupt() {
  signal=$1
  interrupts=$((interrupts + 1))
  if [ "$interrupts" -ge 3 ]; then
    kill -9 "$listener" "$out" ${err:+"$err"} 2>/dev/null || :
    exit "$signal"
  fi
  exec 8>&-
}

# Ctrl-C is for the command, whose last words are still to be copied. In the background these three
# have to let go of what the command holds on to, by exec: the shell keeps a copy of what it redirects.
# A command that is not taken may have been refused, and its pipes removed, before they are opened here.
copy() {
  trap '' HUP INT TERM
  exec 8>&-
  exec cat 2>/dev/null <"$1"
}

listen() {
  trap '' HUP INT TERM
  exec 8>&-
  word=
  read -r word <"$call.said" || :
  case $word in
    own) exit "$own" ;;
    '' | *[!0-9]*) exit "$lost" ;;
  esac
  exit "$word"
}

# A process that does not take the command within a second hangs. Whoever makes the claim runs it;
# who has made it may have died since.
give_up_after_a_second() {
  trap '' HUP INT
  exec 8>&- >/dev/null 2>&1 </dev/null
  sleep "$patience"
  [ -p "$call.said" ] || exit 0
  if ! mkdir "$call.claim"; then
    kill -0 "$pid" || echo lost 1<>"$call.said"
    exit 0
  fi
  : >"$call.late"
  rm -f "$resident/door"
  echo own 1<>"$call.said"
}

forget_call() {
  rm -rf "$call.request" "$call.out" "$call.err" "$call.said" "$call.life" "$call.claim" "$call.late"
}

# Whether this command is one for a resident process: short, without questions on the terminal, and
# without options for the JVM. Something that is not read here is not for it.
may_ask() {
  case ${GANTRY_RESIDENT-} in
    off) return 1 ;;
    '') [ -z "${CI-}" ] || return 1 ;;
  esac
  [ -z "${GANTRY_JAVA_OPTIONS-}" ] && [ -r /proc/self/status ] || return 1
  while :; do
    case ${1-} in
      --project=* | --color=* | --json) shift ;;
      --project | --color) [ $# -gt 2 ] && shift 2 || return 1 ;;
      *) break ;;
    esac
  done
  command=${1-}
  case $command in
    build | forecast | layers | compare | builds | cache | mode | ask | embed | resident) ;;
    *) return 1 ;;
  esac
  for argument in "$@"; do
    case $argument in
      prune | -) return 1 ;;
    esac
  done
}

# Sets resident to the folder for this build and JDK, and circumstances to all that a process cannot
# change later: a command is run only where they are its own.
find_resident() {
  user_umask=
  uid=
  groups=
  while IFS='	 ' read -r key value; do
    case $key in
      Umask:) user_umask=$value ;;
      Uid:) uid=$value ;;
      Groups:)
        groups=$value
        break
        ;;
    esac
  done </proc/self/status
  [ -n "$user_umask" ] && [ -n "$uid" ] || return 1
  circumstances="$user_umask|$uid|$groups|${LC_ALL-}|${LC_CTYPE-}|${LANG-}|${TZ-}|${HOME-}"
  circumstances="$circumstances|${XDG_STATE_HOME-}|${JAVA_TOOL_OPTIONS-}|${JDK_JAVA_OPTIONS-}"
  base=${XDG_RUNTIME_DIR-}
  { [ -n "$base" ] && [ -O "$base" ]; } || base=${XDG_STATE_HOME:-${HOME-}/.local/state}
  case $base in
    /*) ;;
    *) return 1 ;;
  esac
  resident=$base/gantry/resident$build$java_home
}

# A folder that others may write to is no reason to trust what is in it.
is_resident_alive() {
  # shellcheck disable=SC3067 # the shells of Linux have it
  [ -p "$resident/door" ] && [ -O "$resident" ] && [ ! -h "$resident" ] || return 1
  read -r pid <"$resident/pid" && kill -0 "$pid" 2>/dev/null
}

# In the background; that there is only one is seen to by a lock, which the kernel takes away when
# its holder ends.
start_resident() {
  command -v flock >/dev/null && command -v setsid >/dev/null || return 0
  (
    umask 077
    mkdir -p "$resident" || exit 0
    exec 9>>"$resident/lock"
    flock -n 9 || exit 0
    furnish_resident || exit 0
    umask "$user_umask"
    cd /
    kind='command'
    find_start_cache
    polite=setsid
    run_java resident ${start_cache:+"-XX:AOTCache=$start_cache"} -- \
      dev.gantry.ResidentMain "$resident" "$build/class.path"
  ) >/dev/null 2>&1 </dev/null &
}

# Makes what the process needs to be found. It has the same number as the shell that becomes it, and
# gives the door its name when it listens there.
furnish_resident() {
  rm -rf "$resident"/door "$resident"/door.new "$resident"/[0-9]*
  mkfifo "$resident/door.new" || return 1
  printf '%s\n' "$circumstances" >"$resident/circumstances"
  read -r pid _ </proc/self/stat
  printf '%s\n' "$pid" >"$resident/pid"
}
