# shellcheck shell=sh disable=SC2154 # the variables of ./gantry
# Finds a JDK that can build and run Gantry. The `java` on the PATH is often an older one, so the
# usual folders are looked through as well; no JVM is started for that if it can be helped.

oldest_jdk=25

# In front of the folders of the system; only the test of this file sets it.
system_root=

# Sets java_home: JAVA_HOME, else the one on the PATH, else of all others the oldest that will do,
# which is the nearest to the one that Gantry is tested on.
find_jdk() {
  java_home=
  if will_do "${JAVA_HOME-}"; then
    java_home=$JAVA_HOME
    return 0
  fi
  home=$(jdk_on_path)
  if will_do "$home"; then
    java_home=$home
    return 0
  fi
  best=
  for folder in \
    "$system_root"/usr/lib/jvm "$system_root"/usr/lib64/jvm "$system_root"/usr/java \
    "$system_root"/usr/local/java "$system_root"/usr/local/lib/jvm "$system_root"/opt \
    "$system_root"/opt/java "$system_root"/opt/jdk \
    "$system_root"/Library/Java/JavaVirtualMachines "${HOME-}"/Library/Java/JavaVirtualMachines \
    "$system_root"/opt/homebrew/opt "$system_root"/usr/local/opt "$system_root"/home/linuxbrew/.linuxbrew/opt \
    "${HOME-}"/.jdks "${HOME-}"/.gradle/jdks "${HOME-}"/.sdkman/candidates/java \
    "${HOME-}"/.asdf/installs/java "${HOME-}"/.local/share/mise/installs/java; do
    for entry in "$folder"/*; do
      # macOS and Homebrew keep the JDK some levels down
      for home in "$entry" "$entry/Contents/Home" "$entry/libexec/openjdk.jdk/Contents/Home" "$entry/libexec"; do
        will_do "$home" || continue
        if [ -z "$best" ] || [ "$jdk_version" -lt "$best" ]; then
          best=$jdk_version
          java_home=$home
        fi
      done
    done
  done
  [ -n "$java_home" ]
}

# will_do HOME: whether there is a JDK that is new enough.
will_do() {
  [ -n "$1" ] && read_jdk_version "$1" && [ "$jdk_version" -ge "$oldest_jdk" ]
}

# The home of the `javac` on the PATH, which may be a link to a link.
jdk_on_path() {
  program=$(command -v javac) || return 0
  while [ -h "$program" ]; do
    target=$(readlink "$program")
    case $target in
      /*) program=$target ;;
      *) program=${program%/*}/$target ;;
    esac
  done
  program=${program%/*}
  printf '%s\n' "${program%/*}"
}

# read_jdk_version HOME: sets jdk_version, for example 25; fails when there is no JDK in HOME.
read_jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  jdk_version=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r key value; do
      [ "$key" = JAVA_VERSION ] || continue
      jdk_version=${value#\"}
      break
    done <"$1/release"
  else
    jdk_version=$("$1/bin/javac" -version 2>&1) || return 1
    jdk_version=${jdk_version#javac }
  fi
  jdk_version=${jdk_version%%[!0-9]*}
  [ -n "$jdk_version" ]
}
