#!/bin/sh
# aot-cache.sh NAME CLASS_PATH OPTION...: writes what a JVM of an image is started with: /out/app/start/
# NAME.args, class path and options, and NAME.aot, the AOT cache (JEP 483) of the classes that /NAME.classes
# lists. The image's Java has to be in /opt/java, and its jars where the class path names them.
set -eu

start=/out/app/start
name=$1
class_path=$2
shift 2
mkdir -p "$start"
cd /app
printf '%s\n' -cp "$class_path" "$@" >"$start/$name.args"
# The list names classes of all images, of which one lacks some: no warnings.
/opt/java/bin/java -Xlog:disable -Xlog:all=error -Xshare:dump "-XX:SharedClassListFile=/$name.classes" \
  "-XX:SharedArchiveFile=$start/$name.aot" "@$start/$name.args" -XX:TieredStopAtLevel=1
[ -s "$start/$name.aot" ] || {
  echo "aot-cache.sh: the JVM made no $name.aot" >&2
  exit 1
}
echo "-XX:AOTCache=start/$name.aot" >>"$start/$name.args"
find /out -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
