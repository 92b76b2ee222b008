package dev.gantry.adapter.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.domain.compose.RunningMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A container of a project, as `ps --all --format json` tells it.
///
/// @param created as the tool writes it; sorts by time
/// @param files the compose files that it was created from
record ProjectContainer(
    String id,
    String name,
    String service,
    String image,
    String state,
    String health,
    String created,
    List<Path> files) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILES_LABEL = "com.docker.compose.project.config_files=";

  /// Starts a label in the text that has all of them with commas between; a comma in a value looks
  /// the same, but what follows it then hardly looks like a key.
  private static final Pattern NEXT_LABEL = Pattern.compile(",(?=[A-Za-z0-9][A-Za-z0-9._/-]*=)");

  ProjectContainer {
    files = List.copyOf(files);
  }

  /// Reads one object a line, or an array as versions before 2.21 write it.
  ///
  /// @throws JsonProcessingException if it is neither
  static List<ProjectContainer> read(String output) throws IOException {
    List<ProjectContainer> containers = new ArrayList<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(output)) {
      while (values.hasNextValue()) {
        containers.add(of(values.nextValue()));
      }
    }
    return containers;
  }

  boolean isRunning() {
    return state.equals("running");
  }

  /// Whether a switch that waits for the container is done with it.
  boolean isReady() {
    return isRunning() && (health.isEmpty() || health.equals("healthy"));
  }

  RunningMode.Container toContainer() {
    return new RunningMode.Container(id, service, image, state, health);
  }

  private static ProjectContainer of(JsonNode container) {
    return new ProjectContainer(
        container.path("ID").asText(""),
        container.path("Name").asText(""),
        container.path("Service").asText(""),
        container.path("Image").asText(""),
        container.path("State").asText(""),
        container.path("Health").asText(""),
        container.path("CreatedAt").asText(""),
        files(container.path("Labels").asText("")));
  }

  private static List<Path> files(String labels) {
    return NEXT_LABEL
        .splitAsStream(labels)
        .filter(label -> label.startsWith(FILES_LABEL))
        .flatMap(label -> Arrays.stream(label.substring(FILES_LABEL.length()).split(",")))
        .filter(file -> !file.isBlank())
        .map(Path::of)
        .toList();
  }
}
