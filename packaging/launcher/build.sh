# shellcheck shell=sh disable=SC2154 # the variables of ./gantry
# Builds Gantry when its sources are not the ones of an earlier build.
#
# A build is kept below .gantry/builds under a checksum of all its sources. So nothing is built
# twice, a switch of branches is noticed in both directions, and a Gantry that runs keeps its files
# while the next one is built.

# Sets build to the folder with the Gantry of these sources, whether it is there or not.
#
# The checksum of the contents is kept with a list of all that the system says of the files: no
# content changes without a new time of change, which nobody can set. Such times are too coarse to
# tell two changes within moments apart, so nothing is kept that is as fresh as that.
find_build() {
  checksum=
  ! read -r checksum 2>/dev/null <"$state/sources" ||
    { printf '%s\n' "$checksum" && list_sources; } | cmp -s - "$state/sources" || checksum=
  if [ -z "$checksum" ]; then
    list=$(list_sources) || list=
    [ -z "$(find_fresh_sources)" ] || list=
    checksum=$(sources_checksum)
    if [ -n "$list" ] && mkdir -p "$state"; then
      printf '%s\n%s\n' "$checksum" "$list" >"$state/sources.$$"
      mv "$state/sources.$$" "$state/sources"
    fi
  fi
  build=$state/builds/$checksum
}

# Name, number, size and times of each file; fails where find knows less. This and the next two change
# the directory, so they are for subshells.
list_sources() {
  find_sources -printf '%p %i %s %T@ %C@\n' 2>/dev/null
}

find_fresh_sources() {
  find_sources -newerct '2 seconds ago' -print 2>/dev/null
}

find_sources() {
  cd "$gantry_home" || exit
  find pom.xml .mvn app/pom.xml app/src/main llm-service/pom.xml llm-service/*/pom.xml \
    llm-service/api/src/main packaging/launcher/build.sh -type f "$@"
}

# Builds Gantry where it is not built yet; sets build.
ensure_built() {
  [ -n "${build-}" ] || find_build
  is_built && return
  mkdir -p "$state/builds"
  exec 9>>"$state/build.lock"
  lock_build
  # whoever held the lock may have built the same
  find_build
  is_built || build_gantry
  exec 9>&-
  is_built || die "the build left nothing that can be started; its output is in $state/build.log"
}

# By content: times do not tell when files come from a branch, an archive or a copy.
sources_checksum() {
  find_sources -exec cksum {} + | LC_ALL=C sort | cksum | tr ' ' -
}

# Sets module_path and class_path. The libraries are Maven's; someone may have emptied its cache.
is_built() {
  [ -r "$build/module.path" ] && [ -r "$build/class.path" ] || return 1
  read -r module_path <"$build/module.path" || return 1
  read -r class_path <"$build/class.path" || return 1
  paths=$module_path:$class_path
  while [ -n "$paths" ]; do
    [ -r "${paths%%:*}" ] || return 1
    case $paths in
      *:*) paths=${paths#*:} ;;
      *) paths= ;;
    esac
  done
}

# Two launches that want to build wait for each other. The kernel gives the lock back when its
# holder dies; where there is no flock, builds at the same moment are not kept apart.
lock_build() {
  command -v flock >/dev/null || return 0
  flock -n 9 && return
  say 'waiting for another ./gantry that builds ...'
  flock -w 900 9 || die "another ./gantry has been building for 15 minutes; see $state/build.log"
}

# The needs that this machine does not meet, for ensure_needs.
missing_for_build() {
  find_jdk || echo jdk
  # mvnw fetches Maven as a zip file the first time
  properties=$gantry_home/.mvn/wrapper/maven-wrapper.properties
  maven_name=$(sed -n 's#^distributionUrl=.*/\(.*\)-bin\.zip$#\1#p' "$properties")
  if [ ! -d "${MAVEN_USER_HOME:-${HOME-}/.m2}/wrapper/dists/$maven_name" ]; then
    command -v unzip >/dev/null || echo unzip
  fi
}

build_gantry() {
  label='Building Gantry'
  [ -d "${HOME-}/.m2/repository/org/openjfx" ] || label="$label (the first time: downloads its libraries)"
  if ! while_showing "$label" "$state/build.log" maven -pl app -am package -Dmaven.test.skip=true; then
    # Maven says what is wrong, or something failed before Maven ran
    if grep -q '^\[ERROR\]' "$state/build.log"; then
      grep '^\[ERROR\]' "$state/build.log" | head -n 20 >&2
    else
      tail -n 20 "$state/build.log" >&2
    fi
    die "the build failed; all of its output is in $state/build.log"
  fi
  keep_build
}

maven() {
  # the lock is not for Maven's own processes
  (cd "$gantry_home" && JAVA_HOME=$java_home ./mvnw --batch-mode "$@" 9>&-)
}

# Copies what changes with the sources, and names the rest where it lies.
keep_build() {
  rm -rf "$build.new"
  mkdir -p "$build.new"
  paths=
  for jar in "$gantry_home"/app/target/gantry-app-*.jar "$gantry_home"/llm-service/api/target/llm-api-*.jar; do
    cp -p "$jar" "$build.new/"
    paths=$paths:$build/${jar##*/}
  done
  libraries=$(tr ':' '\n' <"$gantry_home/app/target/run/class.path" | grep -vF "$gantry_home/llm-service/")
  while read -r jar; do
    case ${jar##*/} in
      picocli-*) jar=$(in_newer_form "$jar" 2>>"$state/build.log" </dev/null) ;;
    esac
    paths=$paths:$jar
  done <<LIBRARIES
$libraries
LIBRARIES
  printf '%s\n' "${paths#:}" >"$build.new/class.path"
  # without an end of line, nobody could read the line
  read -r module_path <"$gantry_home/app/target/run/module.path" || :
  printf '%s\n' "$module_path" >"$build.new/module.path"
  rm -rf "$build"
  mv "$build.new" "$build"
  forget_old_builds
}

# in_newer_form JAR: rewrites a library whose classes are so old that no start cache takes them, and
# prints where it then is; where that fails it is used as it is.
in_newer_form() {
  newer=${1##*/}
  if "$java_home/bin/java" -cp "$(echo "$build.new"/gantry-app-*.jar)" dev.gantry.NewerClasses \
    "$1" "$build.new/$newer" >&2 && [ -s "$build.new/$newer" ]; then
    printf '%s\n' "$build/$newer"
  else
    printf '%s\n' "$1"
  fi
}

forget_old_builds() {
  # shellcheck disable=SC2012 # checksums are plain names
  (cd "$state/builds" && ls -t | tail -n +6 | while read -r old; do rm -rf "./$old"; done)
}
