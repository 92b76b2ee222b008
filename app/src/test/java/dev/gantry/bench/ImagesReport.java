package dev.gantry.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What [ImagesBench] has found, and what was aimed at.
final class ImagesReport {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private record Measured(double value, String unit, List<Double> runs) {}

  private record Goal(String text, double value, double most, String unit) {
    boolean met() {
      return value <= most;
    }
  }

  private final Map<String, Map<String, Measured>> measured = new LinkedHashMap<>();
  private final Map<String, Map<String, Long>> accounts = new LinkedHashMap<>();
  private final Map<String, Long> took = new LinkedHashMap<>();

  void put(String what, String mode, double value, String unit) {
    put(what, mode, new Measured(value, unit, List.of(value)));
  }

  void putBytes(String what, String mode, long bytes) {
    put(what, mode, (double) bytes, "B");
  }

  void putMedians(String what, Map<String, List<Double>> runs, String unit) {
    runs.forEach(
        (mode, values) ->
            put(what, mode, new Measured(ImagesContainer.median(values), unit, values)));
  }

  private void put(String what, String mode, Measured value) {
    measured.computeIfAbsent(what, _ -> new LinkedHashMap<>()).put(mode, value);
    System.out.printf(Locale.ROOT, "%-16s %-9s %s%n", what, mode, text(value));
  }

  /// How long it took to measure a part.
  void took(String part, Duration duration) {
    took.put(part, duration.toSeconds());
    System.out.printf("part %s took %d s%n", part, duration.toSeconds());
  }

  void account(String mode, Map<String, Long> bytes) {
    accounts.put(mode, bytes);
  }

  private List<Goal> goals() {
    List<Goal> goals = new ArrayList<>();
    ratio(goals, "unpacked", "prod", 0.40, "prod is at least 60 % smaller than baseline");
    ratio(goals, "unpacked", "prod", 0.31, "prod is at least 69 % smaller than baseline");
    ratio(goals, "footprint", "prod", 0.31, "prod running is at least 69 % smaller than baseline");
    ratio(goals, "unpacked", "slim", 0.13, "slim is at least 87 % smaller than baseline");
    ratio(goals, "cold", "prod", 0.50, "a cold build takes at least 50 % less time");
    ratio(goals, "first", "prod", 0.50, "a first build with no cache takes at least 50 % less");
    ratio(goals, "change", "prod", 0.10, "after a changed line, at least 90 % less");
    ratio(goals, "model_load", "prod", 1, "the model loads in no more time than in baseline");
    ratio(goals, "resident", "prod", 1, "no more memory than baseline");
    for (String mode : List.of("prod", "slim")) {
      Measured other = find("other_layers", mode);
      if (other != null) {
        goals.add(
            new Goal(
                "%s built anew has the same layers but one".formatted(mode), other.value, 1, ""));
      }
    }
    Measured serving = find("serving", "prod");
    if (serving != null) {
      goals.add(new Goal("prod serves within 1 s of the call", serving.value, 1000, "ms"));
    }
    Measured ofStart = find("serving_of_start", "prod");
    if (ofStart != null) {
      goals.add(new Goal("prod serves within 1 s of its start", ofStart.value, 1000, "ms"));
    }
    Measured probe = find("probe_cpu", "prod");
    if (probe != null) {
      goals.add(new Goal("a health probe takes at most 100 ms of CPU", probe.value, 100, "ms"));
    }
    return goals;
  }

  private void ratio(List<Goal> goals, String what, String mode, double most, String text) {
    Measured value = find(what, mode);
    Measured baseline = find(what, "baseline");
    if (value != null && baseline != null) {
      goals.add(new Goal(text, value.value / baseline.value, most, "of baseline"));
    }
  }

  private @Nullable Measured find(String what, String mode) {
    return measured.getOrDefault(what, Map.of()).get(mode);
  }

  void print() {
    accounts.forEach(
        (mode, bytes) -> {
          System.out.printf("%nWhat %s holds:%n", mode);
          bytes.forEach((group, size) -> System.out.printf("  %-40s %s%n", group, megabytes(size)));
          System.out.printf(
              "  %-40s %s%n",
              "together", megabytes(bytes.values().stream().mapToLong(Long::longValue).sum()));
        });
    System.out.println();
    for (Goal goal : goals()) {
      System.out.printf(
          Locale.ROOT,
          "%-3s  %s: %s, aimed at %s%n",
          goal.met() ? "yes" : "no",
          goal.text,
          text(goal.value, goal.unit),
          text(goal.most, goal.unit));
    }
  }

  void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    root.put("processors", Runtime.getRuntime().availableProcessors());
    root.set("took_seconds", JSON.valueToTree(took));
    ObjectNode values = root.putObject("measured");
    measured.forEach(
        (what, modes) -> {
          ObjectNode node = values.putObject(what);
          modes.forEach(
              (mode, value) -> {
                ObjectNode entry =
                    node.putObject(mode).put("median", value.value).put("unit", value.unit);
                ArrayNode runs = entry.putArray("runs");
                value.runs.forEach(runs::add);
              });
        });
    root.set("accounts", JSON.valueToTree(accounts));
    ArrayNode goals = root.putArray("goals");
    for (Goal goal : goals()) {
      goals
          .addObject()
          .put("goal", goal.text)
          .put("value", goal.value)
          .put("most", goal.most)
          .put("unit", goal.unit)
          .put("met", goal.met());
    }
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    JSON.writeValue(file.toFile(), root);
  }

  private static String text(Measured value) {
    return text(value.value, value.unit);
  }

  private static String text(double value, String unit) {
    return switch (unit) {
      case "B" -> megabytes((long) value);
      case "ms" -> String.format(Locale.ROOT, "%.0f ms", value);
      case "" -> String.format(Locale.ROOT, "%.0f", value);
      default -> String.format(Locale.ROOT, "%.3f %s", value, unit);
    };
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%8.1f MB", bytes / 1e6);
  }
}
