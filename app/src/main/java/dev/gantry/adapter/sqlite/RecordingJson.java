package dev.gantry.adapter.sqlite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LineRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Builds and origins of layers as JSON. What is not there is left out.
final class RecordingJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RecordingJson() {}

  static ObjectNode build(ArchivedBuild build) {
    ObjectNode node = object().put("ref", build.ref()).put("started", build.started().toString());
    build.tags().forEach(tag -> node.withArray("tags").add(tag));
    build.options().forEach((name, value) -> node.withObject("/options").put(name, value));
    build.completed().ifPresent(end -> node.put("completed", end.toString()));
    switch (build.ending()) {
      case Ending.Running _ -> node.put("ending", "running");
      case Ending.Succeeded _ -> node.put("ending", "succeeded");
      case Ending.Failed(String error) -> node.put("ending", "failed").put("error", error);
      case Ending.Cancelled _ -> node.put("ending", "cancelled");
    }
    return node.put("steps", build.steps())
        .put("cached", build.cachedSteps())
        .put("warnings", build.warnings());
  }

  static ArchivedBuild build(JsonNode node) {
    Map<String, String> options = new TreeMap<>();
    node.path("options")
        .properties()
        .forEach(it -> options.put(it.getKey(), it.getValue().asText()));
    return new ArchivedBuild(
        node.path("ref").asText(),
        all(node.path("tags"), JsonNode::asText),
        options,
        Instant.parse(node.path("started").asText()),
        text(node, "completed").map(Instant::parse),
        switch (node.path("ending").asText()) {
          case "succeeded" -> new Ending.Succeeded();
          case "failed" -> new Ending.Failed(node.path("error").asText());
          case "cancelled" -> new Ending.Cancelled();
          case String _ -> new Ending.Running();
        },
        node.path("steps").asInt(),
        node.path("cached").asInt(),
        node.path("warnings").asInt());
  }

  static ObjectNode origin(LayerOrigin origin) {
    ObjectNode node = object().put("step", origin.step());
    origin.dockerfile().ifPresent(file -> node.put("dockerfile", file));
    origin.lines().ifPresent(lines -> put(node, lines));
    origin.duration().ifPresent(cost -> node.put("nanos", cost.toNanos()));
    return node.put("cached", origin.cached());
  }

  static LayerOrigin origin(JsonNode node) {
    return new LayerOrigin(
        node.path("step").asText(),
        text(node, "dockerfile"),
        lines(node),
        node.has("nanos")
            ? Optional.of(Duration.ofNanos(node.path("nanos").asLong()))
            : Optional.empty(),
        node.path("cached").asBoolean());
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static void put(ObjectNode node, LineRange lines) {
    node.put("first", lines.first()).put("last", lines.last());
  }

  static Optional<LineRange> lines(JsonNode node) {
    return node.has("first")
        ? Optional.of(new LineRange(node.path("first").asInt(), node.path("last").asInt()))
        : Optional.empty();
  }

  static Optional<String> text(JsonNode node, String name) {
    return node.has(name) ? Optional.of(node.path(name).asText()) : Optional.empty();
  }

  static <T> List<T> all(JsonNode array, Function<JsonNode, T> reader) {
    List<T> values = new ArrayList<>();
    array.forEach(node -> values.add(reader.apply(node)));
    return values;
  }
}
