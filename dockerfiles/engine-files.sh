#!/bin/sh
# engine-files.sh TARGET DIRECTORY: of an engine for embeddings that Maven brought into TARGET, takes
# what the image needs on this platform, as trees for the image's layers: DIRECTORY/natives, model
# and lib.
set -eu

case $(uname -m) in
  x86_64) platform=linux-x64 ;;
  aarch64) platform=linux-aarch64 ;;
esac
natives=$2/natives/app/embedding/natives
model=$2/model/app/embedding/model
lib=$2/lib/app/embedding/lib
mkdir -p "$natives" "$model" "$lib"

cp "$1/natives/$platform"/* "$natives"
# what debuggers and linkers read, a process does not
strip --strip-unneeded "$natives"/*
cp "$1/model"/* "$model"

# The libraries are on disk, where nobody has to unpack them first.
for jar in "$1"/engine/*.jar; do
  case ${jar##*/} in
    llm-embedding-*) continue ;;
  esac
  unpacked=$(mktemp -d)
  unzip -q "$jar" -d "$unpacked"
  find "$unpacked" -type f \( -name '*.so' -o -name '*.so.*' -o -name '*.dll' -o -name '*.dylib' \
    -o -path '*.dSYM/*' \) -delete
  jar --create --file "$lib/${jar##*/}" --manifest "$unpacked/META-INF/MANIFEST.MF" \
    --date "$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)" -C "$unpacked" .
  rm -rf "$unpacked"
done
