# shellcheck shell=sh disable=SC2154 # the variables of ./gantry
# `./gantry bench NAME [OPTION...]`: measures on a real engine. The benchmarks are programs among the
# tests; `./gantry bench NAME --help` says what one takes.

run_bench() {
  benches=$gantry_home/app/src/test/java/dev/gantry/bench
  name=${1-}
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

# bench_class NAME: `build` is measured by BuildBench.
bench_class() {
  printf '%s%sBench\n' "$(printf '%.1s' "$1" | tr '[:lower:]' '[:upper:]')" "${1#?}"
}

bench_names() {
  for file in "$benches"/*Bench.java; do
    file=${file##*/}
    printf '%s ' "${file%Bench.java}" | tr '[:upper:]' '[:lower:]'
  done
}
