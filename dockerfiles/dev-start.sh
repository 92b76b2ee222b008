#!/bin/sh
# Runs the development loop under a debugger's agent, and again where the loop asks for a restart,
# because something has changed that cannot be swapped in a running process, and where the process
# has ended because of what was saved.
set -u

stopping=
stop() {
  stopping=1
  kill -TERM "$child"
}
trap 'exit 0' TERM INT
sources=/src/llm-service/server/src/main/java
[ -d "$sources" ] ||
  echo "dev: waiting for sources in /src: mount the clone there, or copy them with docker compose watch" >&2
until [ -d "$sources" ]; do
  sleep 1
done
trap stop TERM INT
mkdir -p /tmp/classes
ended=
while :; do
  # The quick compiler of the JVM: what is compiled here runs for a short time, and the first start
  # and the first saves count. The debugger's port is open inside the container; compose publishes it
  # on this machine only.
  java \
    -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005 \
    --enable-native-access=ALL-UNNAMED \
    -XX:+UseSerialGC \
    -XX:TieredStopAtLevel=1 \
    -cp '/tmp/classes:/app/devloop:/app/lib/*' \
    dev.gantry.devloop.Main ${ended:+"$ended"} &
  child=$!
  # a signal ends the wait, but not yet the process
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    code=$?
  done
  [ -z "$stopping" ] || exit "$code"
  ended=
  if [ -e /tmp/restart ]; then
    mv /tmp/restart /tmp/restarted
  else
    case $code in
      # told to end, no port, bad configuration: no save mends that
      0 | 1 | 2) exit "$code" ;;
    esac
    ended=$code
  fi
done
