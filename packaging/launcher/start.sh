# shellcheck shell=sh disable=SC2154,SC2030,SC2031 # the variables of ./gantry; one is for a subshell
# Starts Gantry, and faster from the second time on: the JVM keeps in a file what classes look like
# once they are loaded (an AOT cache, JEP 483 and 514).
#
# The file is made in the background, once for each build and JDK, by a rehearsal of some commands. No
# start waits for it or fails for want of it; a JVM to which it means nothing ignores it. A command
# is started without the modules of the dashboard, which alone cost more than the rest of its start,
# so it has a file of its own.
#
# Read from the environment: GANTRY_START_CACHE, `off` to do without.

run_gantry() {
  kind='command'
  ! opens_window "$@" || kind=window
  find_start_cache
  run_java "$kind" ${start_cache:+"-XX:AOTCache=$start_cache"} -- dev.gantry.Main "$@"
}

# Sets start_cache to the file for this build and JDK; leaves it empty, and has the file made, where
# there is none.
find_start_cache() {
  start_cache=
  [ "${GANTRY_START_CACHE-}" != off ] || return 0
  file=$build/start$java_home/$kind.aot
  if [ -s "$file" ]; then
    start_cache=$file
  elif ! grep -qi openj9 "$java_home/release" 2>/dev/null && mkdir -p "${file%/*}" &&
    mkdir "$file.rehearsal" 2>/dev/null; then
    rehearse "$file" >"$file.rehearsal/output.log" 2>&1 </dev/null &
  fi
}

# rehearse FILE: makes the cache. One that failed is not tried again. What is rehearsed is not to be
# remembered.
rehearse() {
  (
    polite='nice -n 19'
    start_cache=
    XDG_STATE_HOME=$1.rehearsal/state
    export XDG_STATE_HOME
    run_java "$kind" "-XX:AOTCacheOutput=$1.rehearsal/cache" -- dev.gantry.Rehearsal
  ) || return 0
  [ ! -s "$1.rehearsal/cache" ] || mv "$1.rehearsal/cache" "$1"
}

# run_java KIND [OPTION] -- MAIN [ARGUMENT...]: becomes the JVM.
run_java() {
  options=
  # a command is over before the thorough compiler pays: with the quick one it takes half the time
  [ "$1" = window ] || options='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData'
  # the cache is used where it lies best, and not moved elsewhere for each process
  [ -z "$start_cache" ] ||
    options="$options -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -Xlog:aot=off -Xlog:cds=off"
  # it takes no more than this, and gives back what it does not need
  [ "$1" != resident ] ||
    options="$options -Xms32m -Xmx512m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:+ExitOnOutOfMemoryError"
  if [ "$1" = window ]; then
    options="$options --add-modules javafx.controls --enable-native-access=javafx.graphics,ALL-UNNAMED"
  else
    options="$options --enable-native-access=ALL-UNNAMED"
    module_path=
  fi
  options="$options ${GANTRY_JAVA_OPTIONS-}"
  shift
  option=
  if [ "$1" != -- ]; then
    option=$1
    shift
  fi
  shift
  # shellcheck disable=SC2086 # lists of words
  exec ${polite-} "$java_home/bin/java" \
    ${module_path:+--module-path "$module_path"} \
    --sun-misc-unsafe-memory-access=allow \
    -Dgantry.home="$gantry_home" \
    $options ${option:+"$option"} \
    -cp "$class_path" "$@"
}
