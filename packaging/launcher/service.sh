# shellcheck shell=sh disable=SC2154 # the variables of ./gantry
# `./gantry service run [OPTION...]`: the bundled LLM service on this machine, without a container
# engine. Builds what it needs; Ctrl-C lets it finish what it is asked and ends it.
#
# --model FILE and --port PORT; all others go to the service, which has them in docs/llm-service.md.

run_service() {
  if [ "${1-}" != run ]; then
    say 'it is called as: ./gantry service run [--model FILE] [--port PORT] [OPTION OF THE SERVICE...]'
    exit 2
  fi
  shift
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) platform=linux-x64 ;;
    Linux-aarch64 | Linux-arm64) platform=linux-arm64 ;;
    *) die 'the service runs on Linux, on x86-64 and arm64; elsewhere in a container: ./gantry mode prod' ;;
  esac
  ensure_needs "$(missing_for_build) $(missing_for_natives)"
  ensure_service_built
  service=$gantry_home/llm-service
  # the service wants --name=value
  count=$#
  while [ "$count" -gt 0 ]; do
    count=$((count - 1))
    argument=$1
    shift
    case $argument in
      *=*) ;;
      --*)
        [ "$count" -gt 0 ] || die "$argument needs a value"
        argument=$argument=$1
        count=$((count - 1))
        shift
        ;;
    esac
    case $argument in
      --model=*) argument=--model-path=${argument#*=} ;;
    esac
    set -- "$@" "$argument"
  done
  given=$*
  service_default model-path MODEL_PATH "$service/models/gantry-tiny.Q8_0.gguf"
  service_default natives-dir NATIVES_DIR "$service/natives/target/natives/$platform"
  service_default embedding-model-dir EMBEDDING_MODEL_DIR "$service/embedding-onnx/target/model"
  service_default embedding-natives-dir EMBEDDING_NATIVES_DIR "$service/embedding-onnx/target/natives/$platform"
  watch_service "$@"
}

# service_default OPTION VARIABLE VALUE: sets the variable of the service where the user has said nothing.
service_default() {
  case $given in
    *"--$1="*) return ;;
  esac
  eval "[ -n \"\${GANTRY_LLM_$2-}\" ]" || export "GANTRY_LLM_$2=$3"
}

# Its log goes to the standard output; that it answers is told besides.
watch_service() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkfifo "$work/log"
  tell_service_state <"$work/log" &
  teller=$!
  "$java_home/bin/java" --enable-native-access=ALL-UNNAMED \
    -cp "$service/server/target/llm-server.jar:$service/embedding-onnx/target/engine/*" \
    dev.gantry.llm.Main "$@" >"$work/log" &
  server=$!
  signals=0
  trap 'end_service' HUP INT TERM
  before=
  while [ "$before" != "$signals" ]; do
    before=$signals
    code=0
    wait "$server" || code=$?
  done
  wait "$teller" || :
  trap - HUP INT TERM
  exit "$code"
}

# A process in the background does not hear of Ctrl-C by itself.
end_service() {
  signals=$((signals + 1))
  say 'ends when it has answered; again to end it now'
  if [ "$signals" -eq 1 ]; then
    kill -TERM "$server" 2>/dev/null || :
  else
    kill -KILL "$server" 2>/dev/null || :
  fi
}

tell_service_state() {
  trap '' HUP INT TERM
  port=
  while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
      *'"event":"server.listening"'*)
        port=${line#*\"port\":}
        port=${port%%[!0-9]*}
        ;;
      *'"event":"model.ready"'*) say "SERVING on port $port: ./gantry ask --port $port 'Once upon a time'" ;;
      *'"event":"embedding.ready"'*) say "SERVING embeddings: ./gantry embed --port $port 'a cat' 'a kitten'" ;;
    esac
  done
}

# Where the sources are not the ones of the last time.
ensure_service_built() {
  sum=$(service_checksum)
  if [ ! -r "$gantry_home/llm-service/server/target/llm-server.jar" ] ||
    [ ! -d "$gantry_home/llm-service/embedding-onnx/target/engine" ] ||
    ! { read -r known 2>/dev/null <"$state/service" && [ "$known" = "$sum" ]; }; then
    mkdir -p "$state"
    while_showing 'Building the LLM service' "$state/service.log" \
      maven -pl llm-service/server,llm-service/embedding-onnx -am package -DskipTests ||
      die "the build failed; all of its output is in $state/service.log"
    printf '%s\n' "$sum" >"$state/service"
  fi
}

service_checksum() {
  (
    cd "$gantry_home" || exit
    find pom.xml llm-service/pom.xml llm-service/*/pom.xml llm-service/*/src/main llm-service/natives/*.sha256 \
      -type f -exec cksum {} + | LC_ALL=C sort | cksum | tr ' ' -
  )
}
