package dev.gantry.adapter.sqlite;

import static dev.gantry.adapter.sqlite.RecordingJson.lines;
import static dev.gantry.adapter.sqlite.RecordingJson.object;
import static dev.gantry.adapter.sqlite.RecordingJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.StepGroup;
import dev.gantry.domain.build.StepId;
import java.time.Instant;
import java.util.Optional;

/// Events of builds as JSON. What is not there is left out.
final class EventJson {
  private EventJson() {}

  static ObjectNode event(BuildEvent event) {
    return switch (event) {
      case BuildEvent.StepUpdated step -> step(step);
      case BuildEvent.Transfer(
              StepId step,
              String name,
              long current,
              long total,
              var a,
              var b) -> {
        ObjectNode node = object().put("is", "transfer").put("step", step.value());
        put(node, "started", a);
        put(node, "completed", b);
        yield node.put("name", name).put("current", current).put("total", total);
      }
      case BuildEvent.Output(StepId step, Instant at, boolean errorStream, String text) ->
          object()
              .put("is", "output")
              .put("step", step.value())
              .put("at", at.toString())
              .put("error", errorStream)
              .put("text", text);
      case BuildEvent.Warning warning -> warning(warning);
      case BuildEvent.Reduced(BuildReduction to) ->
          object().put("is", "reduced").put("to", to.name());
      case BuildEvent.EngineAnswers(boolean answers) ->
          object().put("is", "engine").put("answers", answers);
      case BuildEvent.Named(String ref) -> object().put("is", "named").put("ref", ref);
      case BuildEvent.FilesRequested(int count) -> object().put("is", "files").put("count", count);
    };
  }

  static BuildEvent event(JsonNode node) {
    StepId step = new StepId(node.path("step").asText());
    return switch (node.path("is").asText()) {
      case "transfer" ->
          new BuildEvent.Transfer(
              step,
              node.path("name").asText(),
              node.path("current").asLong(),
              node.path("total").asLong(),
              time(node, "started"),
              time(node, "completed"));
      case "output" ->
          new BuildEvent.Output(
              step,
              Instant.parse(node.path("at").asText()),
              node.path("error").asBoolean(),
              node.path("text").asText());
      case "warning" ->
          new BuildEvent.Warning(
              text(node, "step").map(StepId::new),
              node.path("message").asText(),
              node.path("detail").asText(),
              node.path("url").asText(),
              text(node, "file"),
              lines(node));
      case "reduced" -> new BuildEvent.Reduced(BuildReduction.valueOf(node.path("to").asText()));
      case "engine" -> new BuildEvent.EngineAnswers(node.path("answers").asBoolean());
      case "named" -> new BuildEvent.Named(node.path("ref").asText());
      case "files" -> new BuildEvent.FilesRequested(node.path("count").asInt());
      case String _ -> step(step, node);
    };
  }

  private static ObjectNode step(BuildEvent.StepUpdated step) {
    ObjectNode node =
        object().put("is", "step").put("step", step.id().value()).put("name", step.name());
    step.inputs().forEach(input -> node.withArray("inputs").add(input.value()));
    put(node, "started", step.started());
    put(node, "completed", step.completed());
    step.error().ifPresent(error -> node.put("error", error));
    step.group()
        .ifPresent(
            group ->
                node.put("group", group.id())
                    .put("groupName", group.name())
                    .put("weak", group.weak()));
    return node.put("cached", step.cached());
  }

  private static BuildEvent step(StepId id, JsonNode node) {
    return new BuildEvent.StepUpdated(
        id,
        node.path("name").asText(),
        RecordingJson.all(node.path("inputs"), input -> new StepId(input.asText())),
        node.path("cached").asBoolean(),
        time(node, "started"),
        time(node, "completed"),
        text(node, "error"),
        text(node, "group")
            .map(
                group ->
                    new StepGroup(
                        group, node.path("groupName").asText(), node.path("weak").asBoolean())));
  }

  private static ObjectNode warning(BuildEvent.Warning warning) {
    ObjectNode node =
        object()
            .put("is", "warning")
            .put("message", warning.message())
            .put("detail", warning.detail())
            .put("url", warning.url());
    warning.step().ifPresent(step -> node.put("step", step.value()));
    warning.file().ifPresent(file -> node.put("file", file));
    warning.lines().ifPresent(lines -> RecordingJson.put(node, lines));
    return node;
  }

  private static void put(ObjectNode node, String name, Optional<Instant> time) {
    time.ifPresent(it -> node.put(name, it.toString()));
  }

  private static Optional<Instant> time(JsonNode node, String name) {
    return text(node, name).map(Instant::parse);
  }
}
