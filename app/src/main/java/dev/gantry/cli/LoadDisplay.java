package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.inference.Percentiles;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.text.Durations;
import dev.gantry.text.Percent;
import dev.gantry.text.Sizes;
import dev.gantry.text.Speeds;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Prints how busy a service is, a line for each measurement.
final class LoadDisplay {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final String GAP = "  ";
  private static final String NOTHING = "-";

  /// On a terminal the heading comes again before it is out of sight.
  private static final int LINES_A_HEADING = 20;

  private final CliContext context;
  private final GlobalOptions options;
  private final List<Column> columns =
      List.of(
          new Column("cli.load.time", 8, LoadDisplay::time),
          new Column(
              "cli.load.busy",
              5,
              ofModel(load -> load.requests().active() + "/" + load.requests().slots())),
          new Column(
              "cli.load.queued", 6, ofModel(load -> Integer.toString(load.requests().queued()))),
          new Column("cli.load.prompt", 8, load -> speed(load.speed().prompt())),
          new Column("cli.load.generated", 8, load -> speed(load.speed().generated())),
          new Column(
              "cli.load.firstToken",
              7,
              ofModel(load -> Durations.fine(load.timeToFirstToken().p50()))),
          new Column(
              "cli.load.nextToken",
              7,
              ofModel(load -> Durations.fine(load.timeBetweenTokens().p50()))),
          new Column(
              "cli.load.context",
              5,
              ofModel(
                  load ->
                      Percent.format(
                          (double) load.context().usedTokens() / load.context().tokens()))),
          new Column("cli.load.heap", 7, load -> Sizes.format(load.memory().heapBytes())),
          new Column("cli.load.resident", 7, load -> Sizes.format(load.memory().residentBytes())),
          new Column("cli.load.garbage", 6, this::garbage));
  private Optional<ServiceLoad> before = Optional.empty();
  private int shown;

  /// @param name key of its heading
  private record Column(String name, int width, Function<ServiceLoad, String> value) {
    String right(String text) {
      return " ".repeat(Math.max(0, width - DisplayWidth.of(text))) + text;
    }
  }

  LoadDisplay(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  /// How many measurements were shown.
  int shown() {
    return shown;
  }

  void show(ServiceLoad load) {
    Console console = context.console();
    if (options.json()) {
      Json.line(console.out(), json(load));
    } else {
      if (shown == 0 || (console.screen().showsOut() && shown % LINES_A_HEADING == 0)) {
        print(
            console
                .paintOut(options.color())
                .heading(line(column -> context.strings().text(column.name()))));
      }
      print(line(column -> column.value().apply(load)));
    }
    before = Optional.of(load);
    shown++;
  }

  private String line(Function<Column, String> cell) {
    return DisplayWidth.cut(
        columns.stream()
            .map(column -> column.right(cell.apply(column)))
            .collect(Collectors.joining(GAP)),
        context.console().width());
  }

  private void print(String line) {
    context.console().out().print(line + "\n");
    context.console().out().flush();
  }

  private static String time(ServiceLoad load) {
    return TIME.withZone(ZoneId.systemDefault()).format(load.at());
  }

  private static Function<ServiceLoad, String> ofModel(Function<ServiceLoad, String> value) {
    return load -> load.hasModel() ? value.apply(load) : NOTHING;
  }

  private static String speed(OptionalDouble perSecond) {
    return perSecond.isPresent() ? Speeds.format(perSecond.getAsDouble()) : NOTHING;
  }

  private String garbage(ServiceLoad load) {
    return before.map(it -> Durations.format(load.garbage().since(it.garbage()))).orElse(NOTHING);
  }

  private static ObjectNode json(ServiceLoad load) {
    ObjectNode node = Json.event("load").put("time", load.at().toString());
    if (load.hasModel()) {
      node.put("active", load.requests().active())
          .put("queued", load.requests().queued())
          .put("slots", load.requests().slots());
      load.speed().prompt().ifPresent(it -> node.put("promptTokensPerSecond", it));
      load.speed().generated().ifPresent(it -> node.put("generatedTokensPerSecond", it));
      node.set("timeToFirstTokenMillis", json(load.timeToFirstToken()));
      node.set("timeBetweenTokensMillis", json(load.timeBetweenTokens()));
      node.put("contextTokensUsed", load.context().usedTokens())
          .put("contextTokens", load.context().tokens());
    }
    node.put("heapBytes", load.memory().heapBytes())
        .put("mostHeapBytes", load.memory().mostHeapBytes())
        .put("residentBytes", load.memory().residentBytes())
        .put("garbageCollections", load.garbage().collections())
        .put("garbageCollectionMillis", load.garbage().time().toMillis());
    node.set("garbageCollectionPauseMillis", json(load.garbage().pauses()));
    return node;
  }

  private static ObjectNode json(Percentiles percentiles) {
    return Json.object()
        .put("p50", millis(percentiles.p50()))
        .put("p90", millis(percentiles.p90()))
        .put("p99", millis(percentiles.p99()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
