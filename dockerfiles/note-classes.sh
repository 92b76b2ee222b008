#!/bin/sh
# note-classes.sh: starts the service of an image, whose files lie in /app and /opt/java, lets
# Rehearsal.java use it, asks for its health, ends it, and writes which classes that took, and what of
# them the JVM looked up: /out/java.classes and /out/probe.classes.
set -eu

mkdir -p /out /tmp/data
cd /app
export GANTRY_LLM_DATA_DIR=/tmp/data
export GANTRY_LLM_EMBEDDING_MODEL_DIR=embedding/model GANTRY_LLM_EMBEDDING_NATIVES_DIR=embedding/natives
for name in java probe; do
  # as the image starts it, without its cache, whose classes would all count as taken
  grep -v AOTC "start/$name.args" >"/tmp/$name.args"
done

fail() {
  cat /tmp/service.log >&2
  echo "note-classes.sh: $1" >&2
  exit 1
}

/opt/java/bin/java -XX:DumpLoadedClassList=/tmp/java.list @/tmp/java.args dev.gantry.llm.Main >/tmp/service.log 2>&1 &
service=$!
java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '/rehearsal:/app/lib/*' Rehearsal || {
  kill -KILL "$service"
  fail 'the rehearsal failed'
}
/opt/java/bin/java -XX:DumpLoadedClassList=/tmp/probe.list @/tmp/probe.args dev.gantry.llm.probe.HealthProbe ||
  fail 'it is not healthy'
kill -TERM "$service"
wait "$service" || fail 'the service did not end well'

# Sorted, so that a new list shows what has changed. JavaCPP's library asks for each class of PyTorch by
# its name, and uses 20: in the cache, all would be linked before anything else.
for name in java probe; do
  grep -v -e '^#' -e '^org/bytedeco/pytorch/' -e '^@cp org/bytedeco/pytorch/' "/tmp/$name.list" |
    sed 's/ id: .*//' | LC_ALL=C sort -u >"/out/$name.classes"
done
