package dev.gantry.adapter.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Service;
import dev.gantry.domain.compose.Service.PublishedPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what `config` writes as JSON or YAML: the project in the canonical form of the Compose
/// Specification, with absolute paths.
final class ComposeModel {

  private final ObjectMapper json = new ObjectMapper();

  /// Reads JSON.
  ///
  /// @param directory what relative paths start from, where the compose tool has left some
  /// @throws JsonProcessingException if it is no JSON
  ModeModel read(Mode mode, String rendered, Path directory) throws JsonProcessingException {
    return read(mode, json.readTree(unescaped(rendered)), directory);
  }

  /// Reads YAML.
  ///
  /// @throws JsonProcessingException if it is no YAML
  ModeModel readYaml(Mode mode, String rendered, Path directory) throws JsonProcessingException {
    return read(mode, new YAMLMapper().readTree(unescaped(rendered)), directory);
  }

  private static ModeModel read(Mode mode, JsonNode root, Path directory) {
    String project = root.path("name").asText();
    List<Service> services = new ArrayList<>();
    root.path("services")
        .properties()
        .forEach(
            service ->
                services.add(
                    service(
                        project,
                        service.getKey(),
                        service.getValue(),
                        root.path("secrets"),
                        directory)));
    return new ModeModel(mode, project, services);
  }

  /// The compose tool doubles every dollar sign of what it writes, so that it could read it again.
  private static String unescaped(String rendered) {
    return rendered.replace("$$", "$");
  }

  private static Service service(
      String project, String name, JsonNode service, JsonNode secrets, Path directory) {
    // the name that the compose tool gives to an image that has none
    String image = service.path("image").asText(project + "-" + name);
    JsonNode build = service.path("build");
    Optional<BuildDefinition> definition =
        build.isObject()
            ? Optional.of(new BuildSection(build, secrets, directory).definition(image))
            : Optional.empty();
    return new Service(
        name, image, definition, ports(service.path("ports")), texts(service.path("labels")));
  }

  private static List<PublishedPort> ports(JsonNode ports) {
    List<PublishedPort> published = new ArrayList<>();
    for (JsonNode port : ports) {
      published.add(
          new PublishedPort(
              port.path("host_ip").asText(""),
              number(port.path("published").asText("")),
              port.path("target").asInt()));
    }
    return published;
  }

  /// A port that the engine picks, at will or from a range, is not known beforehand.
  private static int number(String published) {
    return published.matches("\\d{1,5}") ? Integer.parseInt(published) : 0;
  }

  /// The values of an object as texts; those without a value are left out.
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isNull()) {
                texts.put(entry.getKey(), entry.getValue().asText());
              }
            });
    return texts;
  }
}
