package dev.gantry.adapter.sqlite;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Planned steps as JSON.
final class StepJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StepJson() {}

  static String write(PlannedStep step) throws IOException {
    ObjectNode node = JSON.createObjectNode().put("name", step.name());
    step.lines().ifPresent(it -> node.put("first", it.first()).put("last", it.last()));
    node.set("operation", JSON.valueToTree(step.operation()));
    ArrayNode inputs = node.putArray("inputs");
    step.inputs().forEach(input -> inputs.add(write(input)));
    return JSON.writeValueAsString(node.put("ignoresCache", step.ignoresCache()));
  }

  static PlannedStep read(String text) throws IOException {
    JsonNode node = JSON.readTree(text);
    List<PlannedInput> inputs = new ArrayList<>();
    for (JsonNode input : node.path("inputs")) {
      inputs.add(input(input));
    }
    return new PlannedStep(
        node.path("name").asText(),
        node.has("first")
            ? Optional.of(new LineRange(node.path("first").asInt(), node.path("last").asInt()))
            : Optional.empty(),
        JSON.convertValue(node.path("operation"), new TypeReference<TreeMap<String, String>>() {}),
        inputs,
        node.path("ignoresCache").asBoolean());
  }

  private static ObjectNode write(PlannedInput input) {
    ObjectNode node = JSON.createObjectNode();
    return switch (input) {
      case PlannedInput.Step(int step, long output) -> node.put("step", step).put("output", output);
      case PlannedInput.StepFiles(int step, String paths) ->
          node.put("filesOf", step).put("paths", paths);
      case PlannedInput.Files(String source, String digest) ->
          node.put("source", source).put("digest", digest);
      case PlannedInput.Image(String reference, String digest) ->
          node.put("image", reference).put("digest", digest);
      case PlannedInput.Remote(String address) -> node.put("remote", address);
    };
  }

  private static PlannedInput input(JsonNode node) throws IOException {
    String digest = node.path("digest").asText();
    if (node.has("step")) {
      return new PlannedInput.Step(node.path("step").asInt(), node.path("output").asLong());
    } else if (node.has("filesOf")) {
      return new PlannedInput.StepFiles(node.path("filesOf").asInt(), node.path("paths").asText());
    } else if (node.has("source")) {
      return new PlannedInput.Files(node.path("source").asText(), digest);
    } else if (node.has("image")) {
      return new PlannedInput.Image(node.path("image").asText(), digest);
    } else if (node.has("remote")) {
      return new PlannedInput.Remote(node.path("remote").asText());
    }
    throw new IOException("unknown input of a step: " + node);
  }
}
