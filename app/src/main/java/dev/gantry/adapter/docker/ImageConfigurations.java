package dev.gantry.adapter.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.domain.image.ImageConfiguration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/// Reads the configuration of an image from what the engine tells of it; what an image does not
/// have is missing there, or null.
final class ImageConfigurations {

  private ImageConfigurations() {}

  static ImageConfiguration of(JsonNode config) {
    return new ImageConfiguration(
        config.path("User").asText(""),
        config.path("WorkingDir").asText(""),
        texts(config.path("Entrypoint")),
        texts(config.path("Cmd")),
        environment(texts(config.path("Env"))),
        labels(config.path("Labels")),
        names(config.path("ExposedPorts")),
        names(config.path("Volumes")),
        texts(config.path("Healthcheck").path("Test")));
  }

  private static SortedMap<String, String> environment(List<String> variables) {
    SortedMap<String, String> environment = new TreeMap<>();
    for (String variable : variables) {
      int end = variable.indexOf('=');
      environment.put(
          end < 0 ? variable : variable.substring(0, end),
          end < 0 ? "" : variable.substring(end + 1));
    }
    return environment;
  }

  private static SortedMap<String, String> labels(JsonNode values) {
    SortedMap<String, String> labels = new TreeMap<>();
    values.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText("")));
    return labels;
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
