#!/bin/sh
# train.sh DIRECTORY: writes what the service is started with, for the image whose files lie in /app
# and /opt/java: DIRECTORY/java.args, and DIRECTORY/service.aot, the AOT cache (JEP 514); the same for
# its health check, probe.args and probe.aot. For that the service starts, is used by Rehearsal.java and
# asked for its health, and ends, under JVMs that take notes.
set -eu

start=$1
mkdir -p "$start" /tmp/data
cd /app
export GANTRY_LLM_DATA_DIR=/tmp/data
export GANTRY_LLM_EMBEDDING_MODEL_DIR=embedding/model GANTRY_LLM_EMBEDDING_NATIVES_DIR=embedding/natives

# No wildcards: their order is the directory's, and the cache is for one order only. Most memory is
# the native code's, so Java gets a small share of it, and the collector that needs the least.
cat >"$start/java.args" <<ARGUMENTS
-cp
$(find service lib embedding/lib -name '*.jar' | LC_ALL=C sort -r | paste -s -d :)
--enable-native-access=ALL-UNNAMED
-XX:MaxRAMPercentage=25
-XX:+UseSerialGC
-XX:+ExitOnOutOfMemoryError
-XX:-UsePerfData
-XX:CompileThresholdScaling=5
ARGUMENTS

# A health check lives for a moment. To map the service's cache would take it most of that, so it has
# one of its own; the quick compiler is for TLS, a handshake takes seconds without any.
cat >"$start/probe.args" <<ARGUMENTS
-cp
service/llm-server.jar
-XX:+UseSerialGC
-XX:TieredStopAtLevel=1
-XX:-UsePerfData
-Xmx8m
ARGUMENTS

fail() {
  cat /tmp/service.log >&2
  echo "train.sh: $1" >&2
  exit 1
}

# for the JVM that makes the cache of the notes
export JDK_AOT_VM_OPTIONS=-XX:TieredStopAtLevel=1
/opt/java/bin/java "-XX:AOTCacheOutput=$start/service.aot" "@$start/java.args" dev.gantry.llm.Main >/tmp/service.log 2>&1 &
service=$!
java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '/rehearsal:/app/lib/*' Rehearsal || {
  kill -KILL "$service"
  fail 'the rehearsal failed'
}
/opt/java/bin/java -XX:AOTMode=record -XX:AOTConfiguration=/tmp/probe.config "@$start/probe.args" \
  dev.gantry.llm.probe.HealthProbe >/tmp/probe.log 2>&1 || fail "its health: $(cat /tmp/probe.log)"
kill -TERM "$service"
# while the service's cache is made
/opt/java/bin/java -XX:AOTMode=create -XX:AOTConfiguration=/tmp/probe.config "-XX:AOTCache=$start/probe.aot" \
  "@$start/probe.args" >/tmp/probe.log 2>&1 || fail "the health check has no AOT cache: $(cat /tmp/probe.log)"
wait "$service" || fail 'the service did not end well'
[ -s "$start/service.aot" ] || fail 'the JVM made no AOT cache'
echo "-XX:AOTCache=start/service.aot" >>"$start/java.args"
echo "-XX:AOTCache=start/probe.aot" >>"$start/probe.args"
find "${start%%/app/*}" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
