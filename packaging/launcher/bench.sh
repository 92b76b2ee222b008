# shellcheck shell=sh disable=SC2154 # the variables of ./gantry
# `./gantry bench NAME [OPTION...]`: measures on a real engine. The benchmarks are programs among the
# tests, or of the service; `./gantry bench NAME --help` says what one takes.

run_bench() {
  benches=$gantry_home/app/src/test/java/dev/gantry/bench
  name=${1-}
  if [ "$name" = service ]; then
    shift
    bench_service "$@"
    return
  fi
  [ -f "$benches/$(bench_class "$name").java" ] || die "benchmarks are: $(bench_names)"
  shift
  ensure_needs "$(missing_for_build)"
  ensure_built
  while_showing 'Compiling the benchmarks' "$state/bench.log" maven -pl app -am test-compile ||
    die "it does not compile; all of its output is in $state/bench.log"
  trap 'stop_engine_of_tests' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  ensure_engine
  target=$gantry_home/app/target
  (
    cd "$gantry_home" || exit
    "$java_home/bin/java" \
      --enable-native-access=ALL-UNNAMED \
      --sun-misc-unsafe-memory-access=allow \
      -Dgantry.home="$gantry_home" -Dgantry.log="$state/bench-app.log" \
      -cp "$target/test-classes:$target/classes:$(cat "$target/run/test.class.path")" \
      "dev.gantry.bench.$(bench_class "$name")" "$@"
  )
}

# Needs no engine: the service runs as a process.
bench_service() {
  ensure_needs "$(missing_for_build) $(missing_for_natives)"
  service=$gantry_home/llm-service
  while_showing 'Compiling the benchmarks' "$state/bench.log" \
    maven -pl llm-service/bench,llm-service/embedding-onnx,llm-service/embedding-torch -am \
    package -DskipTests ||
    die "it does not compile; all of its output is in $state/bench.log"
  case $(uname -m) in
    x86_64) platform=linux-x64 ;;
    *) platform=linux-arm64 ;;
  esac
  (
    cd "$gantry_home" || exit
    # PyTorch's OpenBLAS would take other kernels than those for this CPU
    unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
    "$java_home/bin/java" --enable-native-access=ALL-UNNAMED \
      -cp "$service/bench/target/llm-bench.jar:$service/bench/target/lib/*:$service/embedding-onnx/target/engine/*:$service/embedding-torch/target/engine/*" \
      dev.gantry.llm.bench.ServiceBench \
      --natives="$service/natives/target/natives/$platform" \
      --service="$service" \
      --tiny="$service/models/gantry-tiny.Q8_0.gguf" \
      --cache="$service/bench/target/cache" "$@"
  )
}

# bench_class NAME: `build` is measured by BuildBench.
bench_class() {
  printf '%s%sBench\n' "$(printf '%.1s' "$1" | tr '[:lower:]' '[:upper:]')" "${1#?}"
}

bench_names() {
  for file in "$benches"/*Bench.java; do
    file=${file##*/}
    printf '%s ' "${file%Bench.java}" | tr '[:upper:]' '[:lower:]'
  done
  printf 'service\n'
}
