# shellcheck shell=sh disable=SC2154,SC2030,SC2031 # the variables of ./gantry; one is for a subshell
# Starts Gantry, and faster from the second time on: the JVM keeps in a file what classes look like
# once they are loaded (an AOT cache, JEP 483 and 514).
#
# The file is made in the background, once for each build and JDK, by a rehearsal of some commands. No
# start waits for it or fails for want of it; a JVM to which it means nothing ignores it.
#
# Read from the environment: GANTRY_START_CACHE, `off` to do without.

run_gantry() {
  # a command is over before the thorough compiler pays: with the quick one it takes half the time
  options='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
  ! opens_window "$@" || options=
  find_start_cache
  [ -z "$start_cache" ] || options="$options -XX:+IgnoreUnrecognizedVMOptions -Xlog:aot=off -Xlog:cds=off"
  run_java "$options ${GANTRY_JAVA_OPTIONS-}" ${start_cache:+"-XX:AOTCache=$start_cache"} \
    -- dev.gantry.Main "$@"
}

# Sets start_cache to the file for this build and JDK; leaves it empty, and has the file made, where
# there is none.
find_start_cache() {
  start_cache=
  [ "${GANTRY_START_CACHE-}" != off ] || return 0
  ! grep -qi openj9 "$java_home/release" 2>/dev/null || return 0
  file=$build/start-$(printf '%s' "$java_home" | cksum | tr ' ' -).aot
  if [ -s "$file" ]; then
    start_cache=$file
  elif mkdir "$file.rehearsal" 2>/dev/null; then
    rehearse "$file" >"$file.rehearsal/output.log" 2>&1 </dev/null &
  fi
}

# rehearse FILE: makes the cache. One that failed is not tried again.
rehearse() {
  (
    polite='nice -n 19'
    run_java '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' "-XX:AOTCacheOutput=$1.rehearsal/cache" \
      -- dev.gantry.Rehearsal
  ) || return 0
  [ ! -s "$1.rehearsal/cache" ] || mv "$1.rehearsal/cache" "$1"
}

# run_java OPTIONS [OPTION...] -- MAIN [ARGUMENT...]: becomes the JVM; OPTIONS are several in a word.
run_java() {
  options=$1
  shift
  option=
  if [ "$1" != -- ]; then
    option=$1
    shift
  fi
  shift
  # shellcheck disable=SC2086 # lists of words
  exec ${polite-} "$java_home/bin/java" \
    --module-path "$(cat "$build/module.path")" \
    --add-modules javafx.controls \
    --enable-native-access=javafx.graphics,ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow \
    -Dgantry.home="$gantry_home" \
    $options ${option:+"$option"} \
    -cp "$(cat "$build/class.path")" "$@"
}
