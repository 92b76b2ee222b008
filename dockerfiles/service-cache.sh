#!/bin/sh
# service-cache.sh: writes what the service is started with, by aot-cache.sh.
set -eu

# No wildcards: their order is the directory's, and the cache is for one order only.
cd /app
jars=$(find service lib embedding/lib -name '*.jar' | LC_ALL=C sort -r | paste -s -d :)

# Most memory is the native code's, so Java gets a small share of it, and the collector that needs the
# least. Classes of the cache are linked in advance.
sh /aot-cache.sh java "$jars" \
  --enable-native-access=ALL-UNNAMED \
  -XX:MaxRAMPercentage=25 \
  -XX:+UseSerialGC \
  -XX:+ExitOnOutOfMemoryError \
  -XX:-UsePerfData \
  -XX:CompileThresholdScaling=5 \
  -XX:+AOTClassLinking
