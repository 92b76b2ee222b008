# shellcheck shell=sh disable=SC2030,SC2031,SC2154 # see ../launcher-test.sh
# Tests of launcher/jdk.sh: which JDK is taken.

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

it 'takes JAVA_HOME' takes_java_home
it 'passes over an old JAVA_HOME' passes_over_an_old_java_home
it 'passes over an old Java on the PATH' passes_over_an_old_java_on_the_path
it 'takes the JDK nearest to the tested one' takes_the_nearest_to_the_tested_one
it 'passes over a runtime without compiler' passes_over_a_runtime_without_compiler
it 'asks the compiler where there is no release file' asks_the_compiler_where_there_is_no_release_file
it 'finds the folders of macOS' finds_the_folders_of_macos
it 'finds no JDK where there is none' finds_none
