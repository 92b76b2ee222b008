#!/bin/sh
# compile.sh MODULE JAR CLASS_PATH: compiles the sources of a Maven module and packs them, with its
# resources, into a jar; the same sources give the same bytes.
set -eu

classes=$(mktemp -d)
find "$1/src/main/java" -name '*.java' >/tmp/sources
# a short run: the quick compiler of the JVM is enough
javac -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC --release 25 -parameters -proc:none -nowarn \
  -cp "$3" -d "$classes" @/tmp/sources
[ ! -d "$1/src/main/resources" ] || cp -R "$1/src/main/resources/." "$classes"

# the version is the parent's, so each POM names it
version=$(sed -n 's:.*<version>\([^<]*\)</version>.*:\1:p' "$1/pom.xml" | head -n 1)
printf 'Implementation-Version: %s\n' "$version" >/tmp/manifest
mkdir -p "$(dirname "$2")"
jar -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC --create --file "$2" --manifest /tmp/manifest \
  --date "$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)" --no-compress -C "$classes" .
