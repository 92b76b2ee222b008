package dev.gantry.adapter.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.domain.build.BuildDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads the `build` section of a service.
final class BuildSection {

  /// The options that have a place of their own in a definition.
  private static final Set<String> KNOWN =
      Set.of("context", "dockerfile", "target", "args", "labels", "tags", "secrets");

  private final JsonNode build;
  private final JsonNode secrets;

  /// @param secrets the project's secrets by name
  BuildSection(JsonNode build, JsonNode secrets) {
    this.build = build;
    this.secrets = secrets;
  }

  BuildDefinition definition(String image) {
    Map<String, Path> files = new HashMap<>();
    Map<String, String> extra = extra();
    readSecrets(files, extra);
    return new BuildDefinition(
        context(extra),
        context(extra).resolve(build.path("dockerfile").asText("Dockerfile")).normalize(),
        Optional.of(build.path("target").asText("")).filter(target -> !target.isEmpty()),
        ComposeModel.texts(build.path("args")),
        ComposeModel.texts(build.path("labels")),
        tags(image),
        files,
        extra);
  }

  /// The directory; a context on another machine is left to a driver that knows it.
  private Path context(Map<String, String> extra) {
    String context = build.path("context").asText(".");
    if (context.contains("://") || context.startsWith("git@")) {
      extra.put("context", context);
      return Path.of(".").toAbsolutePath().normalize();
    }
    return Path.of(context);
  }

  private List<String> tags(String image) {
    Set<String> tags = new LinkedHashSet<>();
    tags.add(image);
    build.path("tags").forEach(tag -> tags.add(tag.asText()));
    return List.copyOf(tags);
  }

  /// A secret is called by its target in the build, and by its name in the project where there is
  /// no target. One that is not in a file is left to a driver that knows it.
  private void readSecrets(Map<String, Path> files, Map<String, String> extra) {
    List<String> others = new ArrayList<>();
    for (JsonNode secret : build.path("secrets")) {
      String source = secret.path("source").asText();
      String id = secret.path("target").asText(source);
      JsonNode file = secrets.path(source).path("file");
      if (file.isTextual()) {
        files.put(id, Path.of(file.asText()));
      } else {
        others.add(id);
      }
    }
    if (!others.isEmpty()) {
      extra.put("secrets", String.join(",", others));
    }
  }

  private Map<String, String> extra() {
    Map<String, String> extra = new HashMap<>();
    build
        .properties()
        .forEach(
            option -> {
              if (!KNOWN.contains(option.getKey())) {
                extra.put(option.getKey(), text(option.getValue()));
              }
            });
    return extra;
  }

  /// A list of plain values with commas, everything deeper as JSON.
  private static String text(JsonNode value) {
    if (value.isArray()
        && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isValueNode)) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining(","));
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
