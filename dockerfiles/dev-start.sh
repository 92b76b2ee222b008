#!/bin/sh
# Compiles the mounted sources of the service and starts it under a debugger's agent.
set -eu

sources=/src/main
classes=/tmp/classes

[ -d "$sources/java" ] || {
  echo "dev: no sources in $sources; mount llm-service/server/src/main there, as compose.dev.yml does" >&2
  exit 1
}
mkdir -p "$classes"
find "$sources/java" -name '*.java' >/tmp/sources
# a short run: the quick compiler of the JVM is enough
javac -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC --release 25 -parameters -proc:none -nowarn -cp '/app/lib/*' -d "$classes" @/tmp/sources
[ ! -d "$sources/resources" ] || cp -R "$sources/resources/." "$classes"

# the debugger's port is open inside the container; compose publishes it on this machine only
exec java \
  -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005 \
  --enable-native-access=ALL-UNNAMED \
  -cp "$classes:/app/lib/*" \
  dev.gantry.llm.Main
