package dev.gantry.ui.inference;

import dev.gantry.domain.inference.Percentiles;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.text.Durations;
import dev.gantry.text.Sizes;
import dev.gantry.text.Speeds;
import dev.gantry.ui.control.Trend.Stroke;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// All that is shown of the load of a service, row by row.
final class Gauges {
  private static final double NANOS_OF_MILLI = 1e6;

  private Gauges() {}

  static List<Gauge> all() {
    return List.of(
        new Gauge(
            "inference.load.requests",
            "inference.load.requestsHint",
            List.of(
                main(load -> load.requests().active()),
                value(
                    "inference.load.queued",
                    Optional.of(Stroke.SECOND),
                    ofModel(load -> load.requests().queued()))),
            load -> load.requests().slots(),
            Gauges::count),
        speed(
            "inference.load.generated",
            "inference.load.generatedHint",
            load -> load.speed().generated()),
        speed("inference.load.prompt", "inference.load.promptHint", load -> load.speed().prompt()),
        latency(
            "inference.load.firstToken",
            "inference.load.firstTokenHint",
            ServiceLoad::timeToFirstToken),
        latency(
            "inference.load.nextToken",
            "inference.load.nextTokenHint",
            ServiceLoad::timeBetweenTokens),
        new Gauge(
            "inference.load.context",
            "inference.load.contextHint",
            List.of(main(load -> load.context().usedTokens())),
            load -> load.context().tokens(),
            Gauges::count),
        memory(
            "inference.load.heap",
            "inference.load.heapHint",
            load -> load.memory().heapBytes(),
            load -> load.memory().mostHeapBytes()),
        memory(
            "inference.load.resident",
            "inference.load.residentHint",
            load -> load.memory().residentBytes(),
            _ -> 0),
        garbage());
  }

  private static Gauge speed(
      String name, String hint, Function<ServiceLoad, OptionalDouble> speed) {
    return new Gauge(
        name,
        hint,
        List.of(value("", Optional.of(Stroke.MAIN), (_, load) -> speed.apply(load))),
        _ -> 0,
        Speeds::format);
  }

  private static Gauge latency(
      String name, String hint, Function<ServiceLoad, Percentiles> latency) {
    return new Gauge(
        name,
        hint,
        List.of(
            value(
                "inference.load.p50",
                Optional.of(Stroke.MAIN),
                ofModel(load -> millis(latency.apply(load).p50()))),
            value(
                "inference.load.p90",
                Optional.of(Stroke.SECOND),
                ofModel(load -> millis(latency.apply(load).p90()))),
            value(
                "inference.load.p99",
                Optional.of(Stroke.THIRD),
                ofModel(load -> millis(latency.apply(load).p99())))),
        _ -> 0,
        Gauges::duration);
  }

  private static Gauge memory(
      String name,
      String hint,
      ToDoubleFunction<ServiceLoad> bytes,
      ToDoubleFunction<ServiceLoad> most) {
    return new Gauge(
        name,
        hint,
        List.of(value("", Optional.of(Stroke.MAIN), always(bytes))),
        most,
        value -> Sizes.format(Math.round(value)));
  }

  /// Its line is of the pauses since the measurement before: percentiles of the last hundreds stand
  /// still for minutes.
  private static Gauge garbage() {
    return new Gauge(
        "inference.load.garbage",
        "inference.load.garbageHint",
        List.of(
            value(
                "inference.load.lastSecond",
                Optional.of(Stroke.MAIN),
                (before, load) ->
                    OptionalDouble.of(millis(load.garbage().since(before.garbage())))),
            value(
                "inference.load.p50",
                Optional.empty(),
                always(load -> millis(load.garbage().pauses().p50()))),
            value(
                "inference.load.p99",
                Optional.empty(),
                always(load -> millis(load.garbage().pauses().p99())))),
        _ -> 0,
        Gauges::duration);
  }

  private static Gauge.Value main(ToDoubleFunction<ServiceLoad> value) {
    return value("", Optional.of(Stroke.MAIN), ofModel(value));
  }

  private static Gauge.Value value(String name, Optional<Stroke> stroke, Gauge.Reading reading) {
    return new Gauge.Value(name, stroke, reading);
  }

  private static Gauge.Reading always(ToDoubleFunction<ServiceLoad> value) {
    return (_, load) -> OptionalDouble.of(value.applyAsDouble(load));
  }

  private static Gauge.Reading ofModel(ToDoubleFunction<ServiceLoad> value) {
    return (_, load) ->
        load.hasModel() ? OptionalDouble.of(value.applyAsDouble(load)) : OptionalDouble.empty();
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS_OF_MILLI;
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String duration(double millis) {
    return Durations.fine(Duration.ofNanos(Math.round(millis * NANOS_OF_MILLI)));
  }
}
