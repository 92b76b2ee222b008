#!/bin/sh
# engine-files.sh ENGINE: compiles an engine for embeddings (onnx, torch), and takes what the image needs
# on this platform of what Maven brought for it, as trees for the image's layers: /engine/natives, model
# and lib.
set -eu

engine=$1
case $(uname -m) in
  x86_64) platform=linux-x64 ;;
  aarch64) platform=linux-aarch64 ;;
esac
brought=llm-service/embedding-$engine/target
natives=/engine/natives/app/embedding/natives
model=/engine/model/app/embedding/model
lib=/engine/lib/app/embedding/lib
native='\.(so(\.[^/]*)?|dll|dylib)$|\.dSYM/'
time=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
mkdir -p "$natives" "$model" "$lib"

cp "$brought/natives/$platform"/* "$natives"
# what debuggers and linkers read, a process does not
strip --strip-unneeded "$natives"/* &

# The libraries are on disk, where nobody has to unpack them first. Few jars have any.
for jar in "$brought"/engine/*.jar; do
  case ${jar##*/} in
    llm-embedding-*) continue ;;
  esac
  if ! unzip -Z1 "$jar" | grep -Eq "$native"; then
    cp "$jar" "$lib"
    continue
  fi
  unpacked=$(mktemp -d)
  unzip -q "$jar" -d "$unpacked"
  find "$unpacked" -type f | grep -E "$native" | xargs -d '\n' rm
  jar --create --file "$lib/${jar##*/}" --manifest "$unpacked/META-INF/MANIFEST.MF" --date "$time" -C "$unpacked" .
  rm -rf "$unpacked"
done
sh /compile.sh "llm-service/embedding-$engine" "$lib/llm-embedding-$engine.jar" "/jars/*:/out/app/lib/*:$lib/*"

wait $! # for strip: what comes next loads the libraries

# each engine's own form of the one model
prepare() {
  java --enable-native-access=ALL-UNNAMED -cp "/jars/*:/out/app/lib/*:$lib/*" \
    "dev.gantry.llm.embedding.$engine.ModelPreparation" "$@" "$model"
}
case $engine in
  onnx)
    cp "$brought"/model-q/*-tokenizer.json "$model"
    prepare "$brought"/model/*.onnx
    ;;
  torch)
    cp "$brought"/model/*-tokenizer.json "$model"
    prepare "$brought"/onnx/*.onnx "$natives"
    ;;
esac
find /engine -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
