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
export GANTRY_START_CACHE

# it SENTENCE COMMAND...: one test; what the command prints is shown when it fails.
it() {
  sentence=$1
  shift
  rm -rf "$work/case"
  mkdir -p "$work/case/a folder"
  if (set -e; "$@") >"$work/output" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$sentence"
    sed 's/^/    /' "$work/output"
  fi
}

fail() {
  printf '%s\n' "$*"
  exit 1
}

equal() {
  [ "$1" = "$2" ] || fail "expected '$2', but it is '$1'"
}

contains() {
  case $1 in
    *"$2"*) ;;
    *) fail "expected '$2' in '$1'" ;;
  esac
}

# fake_jdk FOLDER VERSION: a JDK by its looks; its java prints its arguments, one a line.
fake_jdk() {
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
  cat >"$1/bin/java" <<'JAVA'
#!/bin/sh
printf '%s\n' "$@"
exit "${FAKE_EXIT:-0}"
JAVA
  printf '#!/bin/sh\necho "javac %s"\n' "$2" >"$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
}

# --- finding a JDK

# find_in ROOT: the home that find_jdk chooses when ROOT is the root of the system.
find_in() {
  (
    # shellcheck source=packaging/launcher/jdk.sh
    . "$repository/packaging/launcher/jdk.sh"
    # shellcheck disable=SC2034 # read by find_jdk
    system_root=$1
    HOME=$1/home
    # in front of the one that the machine may have
    if [ ! -e "$1/path/javac" ]; then
      fake_jdk "$1/jdk-8" 1.8.0_442
      mkdir -p "$1/path"
      ln -s ../jdk-8/bin/javac "$1/path/javac"
    fi
    PATH=$1/path:$PATH
    find_jdk && printf '%s\n' "$java_home"
  )
}

takes_java_home() {
  fake_jdk "$work/case/mine" 25.0.3
  fake_jdk "$work/case/usr/lib/jvm/other" 25.0.1
  JAVA_HOME=$work/case/mine
  equal "$(find_in "$work/case")" "$work/case/mine"
}

passes_over_an_old_java_home() {
  fake_jdk "$work/case/mine" 17.0.15
  fake_jdk "$work/case/usr/lib/jvm/temurin-25" 25.0.3
  JAVA_HOME=$work/case/mine
  equal "$(find_in "$work/case")" "$work/case/usr/lib/jvm/temurin-25"
}

passes_over_an_old_java_on_the_path() {
  JAVA_HOME=
  fake_jdk "$work/case/path-jdk" 17.0.15
  mkdir -p "$work/case/path"
  ln -s ../path-jdk/bin/javac "$work/case/path/javac"
  fake_jdk "$work/case/home/.sdkman/candidates/java/25.0.1-tem" 25.0.1
  equal "$(find_in "$work/case")" "$work/case/home/.sdkman/candidates/java/25.0.1-tem"
}

takes_the_nearest_to_the_tested_one() {
  JAVA_HOME=
  fake_jdk "$work/case/usr/lib/jvm/a27" 27-ea
  fake_jdk "$work/case/opt/jdk-26" 26
  fake_jdk "$work/case/usr/lib/jvm/b21" 21.0.8
  fake_jdk "$work/case/usr/lib/jvm/c8" 1.8.0_442
  equal "$(find_in "$work/case")" "$work/case/opt/jdk-26"
}

passes_over_a_runtime_without_compiler() {
  JAVA_HOME=
  fake_jdk "$work/case/usr/lib/jvm/jre" 25.0.3
  rm "$work/case/usr/lib/jvm/jre/bin/javac"
  equal "$(find_in "$work/case" || echo none)" none
}

asks_the_compiler_where_there_is_no_release_file() {
  JAVA_HOME=
  fake_jdk "$work/case/opt/built by me" 26.0.1
  rm "$work/case/opt/built by me/release"
  equal "$(find_in "$work/case")" "$work/case/opt/built by me"
}

finds_the_folders_of_macos() {
  JAVA_HOME=
  fake_jdk "$work/case/Library/Java/JavaVirtualMachines/zulu-25.jdk/Contents/Home" 25
  equal "$(find_in "$work/case")" "$work/case/Library/Java/JavaVirtualMachines/zulu-25.jdk/Contents/Home"
}

finds_none() {
  JAVA_HOME=
  equal "$(find_in "$work/case" || echo none)" none
}

# --- naming packages

# names MANAGER NEED: with an archive that has openjdk-25 and the t64 libraries.
names() {
  (
    # shellcheck source=packaging/launcher/packages.sh
    . "$repository/packaging/launcher/packages.sh"
    mkdir -p "$work/case/path"
    cat >"$work/case/path/apt-cache" <<'APT'
#!/bin/sh
case $3 in openjdk-25-* | *t64) ;; *) exit 100 ;; esac
APT
    chmod +x "$work/case/path/apt-cache"
    PATH=$work/case/path:$PATH
    package_for "$1" "$2"
  )
}

names_the_packages_of_the_system() {
  equal "$(names apt-get gtk)" libgtk-3-0t64
  equal "$(names apt-get curl)" curl
  equal "$(names dnf jdk)" java-25-openjdk-devel
  equal "$(names pacman unzip)" unzip
  equal "$(names brew gtk)" ''
}

# --- building and starting

# fake_gantry FOLDER: the launcher with sources of one file and a Maven that notes each call.
fake_gantry() {
  mkdir -p "$1/packaging" "$1/app/src/main" "$1/llm-service/api/src/main" "$1/.mvn/wrapper" "$1/m2"
  cp "$repository/gantry" "$1/"
  cp -R "$repository/packaging/launcher" "$1/packaging/"
  for file in pom.xml app/pom.xml llm-service/pom.xml llm-service/api/pom.xml app/src/main/Main.java \
    llm-service/api/src/main/api.proto; do
    echo one >"$1/$file"
  done
  echo 'distributionUrl=https://example.org/apache-maven-3-bin.zip' >"$1/.mvn/wrapper/maven-wrapper.properties"
  mkdir -p "$1/m2/wrapper/dists/apache-maven-3"
  echo library >"$1/m2/library.jar"
  cat >"$1/mvnw" <<'MVNW'
#!/bin/sh
echo "$JAVA_HOME $*" >>calls
echo '[ERROR] the source is wrong'
sleep "${FAKE_SECONDS:-0}"
! grep -q wrong app/src/main/Main.java || exit 1
mkdir -p app/target/run llm-service/api/target
cp app/src/main/Main.java app/target/gantry-app-1.jar
echo api >llm-service/api/target/llm-api-1.jar
echo "$PWD/llm-service/api/target/llm-api-1.jar:$PWD/m2/library.jar" >app/target/run/class.path
echo "$PWD/m2/library.jar" >app/target/run/module.path
MVNW
  chmod +x "$1/mvnw"
  fake_jdk "$1/jdk" 25.0.3
}

# start [ARGUMENT...]: the launcher of the case, from another folder.
start() {
  (
    cd /
    JAVA_HOME=$here/jdk MAVEN_USER_HOME=$here/m2 DISPLAY='' GANTRY_JAVA_OPTIONS='' "$here/gantry" "$@"
  )
}

calls() {
  wc -l <"$here/calls" | tr -d ' '
}

in_a_fake_gantry() {
  here="$work/case/a folder"
  fake_gantry "$here"
  "$@"
}

builds_and_starts_with_the_arguments() {
  output=$(start build 'a target' --json)
  equal "$(cat "$here/calls")" "$here/jdk --batch-mode -pl app -am package -Dmaven.test.skip=true"
  contains "$output" "
dev.gantry.Main
build
a target
--json"
  contains "$output" "/gantry-app-1.jar:"
  contains "$output" ":$here/m2/library.jar"
}

starts_commands_without_the_modules_of_the_dashboard() {
  case $(start build) in
    *--module-path*) fail 'a command has modules' ;;
  esac
  contains "$(start_window)" "--module-path
$here/m2/library.jar"
  contains "$(start_window --color never)" '--module-path'
}

# start_window [ARGUMENT...]: the launcher of the case, where no screen is needed.
start_window() {
  (
    cd /
    JAVA_HOME=$here/jdk MAVEN_USER_HOME=$here/m2 GANTRY_JAVA_OPTIONS=-Dglass.platform=Headless \
      "$here/gantry" "$@"
  )
}

# Every jar that the fake JDK is asked to rewrite says so afterwards.
takes_old_libraries_in_a_newer_form() {
  cat >"$here/jdk/bin/java" <<'JAVA'
#!/bin/sh
[ "$3" != dev.gantry.NewerClasses ] || echo newer >"$5"
printf '%s\n' "$@"
JAVA
  echo old >"$here/m2/picocli-1.jar"
  # shellcheck disable=SC2016 # the variable is for mvnw
  sed 's#/m2/library.jar" >app/target/run/class.path#/m2/picocli-1.jar:$PWD/m2/library.jar" >app/target/run/class.path#' \
    "$here/mvnw" >"$here/mvnw.new"
  mv "$here/mvnw.new" "$here/mvnw"
  chmod +x "$here/mvnw"
  start --version
  equal "$(cat "$here"/.gantry/builds/*/picocli-1.jar)" newer
  contains "$(start --version)" "/picocli-1.jar:$here/m2/library.jar"
}

makes_a_start_cache_for_later() {
  cat >"$here/jdk/bin/java" <<'JAVA'
#!/bin/sh
for argument in "$@"; do
  case $argument in
    -XX:AOTCacheOutput=*) echo cache >"${argument#*=}" ;;
  esac
done
printf '%s\n' "$@"
JAVA
  GANTRY_START_CACHE=
  case $(start --version) in
    *AOTCache=*) fail 'uses a cache that is not there' ;;
  esac
  tries=0
  until [ -n "$(find "$here/.gantry/builds" -type f -name '*.aot')" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || fail 'no cache was made'
    sleep 1
  done
  contains "$(start --version)" "-XX:AOTCache=$here/.gantry/builds/"
}

starts_without_a_start_cache_that_could_not_be_made() {
  GANTRY_START_CACHE=
  fake_jdk "$here/jdk" 25.0.3
  start --version
  contains "$(start --version)" dev.gantry.Main
}

builds_once() {
  start --version
  start --version
  equal "$(calls)" 1
}

builds_again_when_a_source_has_changed() {
  start --version
  echo two >"$here/app/src/main/Main.java"
  touch -t 200001010000 "$here/app/src/main/Main.java"
  start --version
  echo more >"$here/app/src/main/Second.java"
  start --version
  mv "$here/app/src/main/Second.java" "$here/app/src/main/Third.java"
  start --version
  equal "$(calls)" 4
}

keeps_the_builds_of_other_branches() {
  start --version
  echo two >"$here/app/src/main/Main.java"
  start --version
  echo one >"$here/app/src/main/Main.java"
  output=$(start --version)
  equal "$(calls)" 2
  jar=$(printf '%s\n' "$output" | grep gantry-app-1.jar | cut -d : -f 1)
  equal "$(cat "$jar")" one
}

builds_again_when_a_library_is_gone() {
  start --version
  mv "$here/m2/library.jar" "$here/m2/elsewhere.jar"
  start --version
  equal "$(calls)" 2
}

shows_why_a_build_failed() {
  echo wrong >"$here/app/src/main/Main.java"
  code=0
  output=$(start --version 2>&1) || code=$?
  equal "$code" 1
  contains "$output" '[ERROR] the source is wrong'
  contains "$output" '.gantry/build.log'
  echo right >"$here/app/src/main/Main.java"
  contains "$(start --version)" dev.gantry.Main
}

shows_why_maven_did_not_even_run() {
  printf '#!/bin/sh\necho "the download failed"\nexit 1\n' >"$here/mvnw"
  contains "$(start --version 2>&1 || :)" 'the download failed'
}

builds_once_when_started_twice() {
  command -v flock >/dev/null || return 0
  FAKE_SECONDS=1
  export FAKE_SECONDS
  start --version &
  start --version
  wait $!
  equal "$(calls)" 1
}

starts_through_links() {
  ln -s "$here/gantry" "$work/case/first"
  mkdir "$work/case/bin"
  ln -s ../first "$work/case/bin/second"
  output=$(JAVA_HOME=$here/jdk MAVEN_USER_HOME=$here/m2 "$work/case/bin/second" --version)
  contains "$output" "-Dgantry.home=$here"
}

passes_the_exit_code_on() {
  code=0
  FAKE_EXIT=7 start build || code=$?
  equal "$code" 7
}

says_that_there_is_no_display() {
  [ "$(uname -s)" = Linux ] || return 0
  code=0
  output=$(start --project /tmp 2>&1) || code=$?
  equal "$code" 1
  contains "$output" 'DISPLAY is not set'
  [ ! -e "$here/calls" ] || fail 'it was built nevertheless'
}

needs_no_display_for_a_command() {
  contains "$(start --project=/tmp build)" dev.gantry.Main
  contains "$(start --help)" dev.gantry.Main
}

needs_no_display_on_a_headless_platform() {
  options=-Dglass.platform=Headless
  output=$(JAVA_HOME=$here/jdk MAVEN_USER_HOME=$here/m2 DISPLAY='' GANTRY_JAVA_OPTIONS=$options "$here/gantry")
  contains "$output" "$options"
}

# --- what compose reads

keeps_the_ca_bundle_that_the_user_named() {
  fake_environment GANTRY_CA_BUNDLE=/mine SSL_CERT_FILE=/etc/passwd
  equal "$(printed GANTRY_CA_BUNDLE)" /mine
}

takes_the_ca_bundle_of_the_usual_variables() {
  echo certificate >"$here/ca.pem"
  fake_environment GANTRY_CA_BUNDLE='' SSL_CERT_FILE="$here/nowhere" CURL_CA_BUNDLE="$here/ca.pem"
  equal "$(printed GANTRY_CA_BUNDLE)" "$here/ca.pem"
  equal "$(printed GANTRY_UID)" "$(id -u)"
}

# fake_environment VARIABLE=VALUE...: starts a java that prints its environment.
fake_environment() {
  printf '#!/bin/sh\nenv\n' >"$here/jdk/bin/java"
  env JAVA_HOME="$here/jdk" MAVEN_USER_HOME="$here/m2" "$@" "$here/gantry" --version >"$here/environment"
}

printed() {
  sed -n "s/^$1=//p" "$here/environment"
}

it 'takes JAVA_HOME' takes_java_home
it 'passes over an old JAVA_HOME' passes_over_an_old_java_home
it 'passes over an old Java on the PATH' passes_over_an_old_java_on_the_path
it 'takes the JDK nearest to the tested one' takes_the_nearest_to_the_tested_one
it 'passes over a runtime without compiler' passes_over_a_runtime_without_compiler
it 'asks the compiler where there is no release file' asks_the_compiler_where_there_is_no_release_file
it 'finds the folders of macOS' finds_the_folders_of_macos
it 'finds no JDK where there is none' finds_none
it 'names the packages of the system' names_the_packages_of_the_system
it 'builds and starts with the arguments' in_a_fake_gantry builds_and_starts_with_the_arguments
it 'starts commands without the modules of the dashboard' in_a_fake_gantry starts_commands_without_the_modules_of_the_dashboard
it 'takes old libraries in a newer form' in_a_fake_gantry takes_old_libraries_in_a_newer_form
it 'makes a start cache for later' in_a_fake_gantry makes_a_start_cache_for_later
it 'starts without a start cache that could not be made' in_a_fake_gantry starts_without_a_start_cache_that_could_not_be_made
it 'builds once' in_a_fake_gantry builds_once
it 'builds again when a source has changed' in_a_fake_gantry builds_again_when_a_source_has_changed
it 'keeps the builds of other branches' in_a_fake_gantry keeps_the_builds_of_other_branches
it 'builds again when a library is gone' in_a_fake_gantry builds_again_when_a_library_is_gone
it 'shows why a build failed' in_a_fake_gantry shows_why_a_build_failed
it 'shows why Maven did not even run' in_a_fake_gantry shows_why_maven_did_not_even_run
it 'builds once when started twice' in_a_fake_gantry builds_once_when_started_twice
it 'starts through links' in_a_fake_gantry starts_through_links
it 'passes the exit code on' in_a_fake_gantry passes_the_exit_code_on
it 'says that there is no display' in_a_fake_gantry says_that_there_is_no_display
it 'needs no display for a command' in_a_fake_gantry needs_no_display_for_a_command
it 'needs no display on a headless platform' in_a_fake_gantry needs_no_display_on_a_headless_platform
it 'keeps the CA bundle that the user named' in_a_fake_gantry keeps_the_ca_bundle_that_the_user_named
it 'takes the CA bundle of the usual variables' in_a_fake_gantry takes_the_ca_bundle_of_the_usual_variables

printf 'launcher: %s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
