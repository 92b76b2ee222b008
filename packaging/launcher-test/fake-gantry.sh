# shellcheck shell=sh disable=SC2030,SC2031,SC2154 # see ../launcher-test.sh
# A ./gantry with sources of one file, whose Maven and Java only pretend.

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
