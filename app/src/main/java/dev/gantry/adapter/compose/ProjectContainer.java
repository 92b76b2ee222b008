package dev.gantry.adapter.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.compose.Service.PublishedPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A container of a project, as `ps --all --format json` tells it.
///
/// @param created as the tool writes it; sorts by time
/// @param ports as they are published now
record ProjectContainer(
    String id,
    String name,
    String service,
    String image,
    String state,
    String health,
    String created,
    List<PublishedPort> ports,
    Map<String, String> labels) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILES_LABEL = "com.docker.compose.project.config_files";

  /// Starts a label in the text that has all of them with commas between; a comma in a value looks
  /// the same, but what follows it then hardly looks like a key.
  private static final Pattern NEXT_LABEL = Pattern.compile(",(?=[A-Za-z0-9][A-Za-z0-9._/-]*=)");

  ProjectContainer {
    ports = List.copyOf(ports);
    labels = Map.copyOf(labels);
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

  /// The compose files that it was created from.
  List<Path> files() {
    return Arrays.stream(labels.getOrDefault(FILES_LABEL, "").split(","))
        .filter(file -> !file.isBlank())
        .map(Path::of)
        .toList();
  }

  RunningMode.Container toContainer() {
    return new RunningMode.Container(id, service, image, state, health, ports, labels);
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
        ports(container.path("Publishers")),
        labels(container.path("Labels").asText("")));
  }

  /// An exposed port that is not published has the number 0.
  private static List<PublishedPort> ports(JsonNode publishers) {
    List<PublishedPort> ports = new ArrayList<>();
    for (JsonNode publisher : publishers) {
      int published = publisher.path("PublishedPort").asInt();
      if (published != 0) {
        ports.add(
            new PublishedPort(
                publisher.path("URL").asText(""), published, publisher.path("TargetPort").asInt()));
      }
    }
    return ports;
  }

  private static Map<String, String> labels(String text) {
    return NEXT_LABEL
        .splitAsStream(text)
        .map(label -> label.split("=", 2))
        .filter(label -> label.length == 2)
        .collect(Collectors.toMap(label -> label[0], label -> label[1], (_, last) -> last));
  }
}
