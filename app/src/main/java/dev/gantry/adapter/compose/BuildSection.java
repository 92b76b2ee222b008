package dev.gantry.adapter.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.domain.build.Attestations;
import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildDefinitionBuilder;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.CachePolicy;
import dev.gantry.domain.build.Dockerfile;
import dev.gantry.domain.build.NamedContext;
import dev.gantry.domain.build.NoCache;
import dev.gantry.domain.build.SecretSource;
import dev.gantry.domain.build.SshSource;
import dev.gantry.domain.problem.BuildOptionObstacle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Reads the `build` section of a service. What cannot be obeyed does not stop the reading: it is
/// kept in the definition, and a build of it is refused.
final class BuildSection {

  /// The keys that have a meaning here; docs/compose-build.md says which.
  static final Set<String> KEYS =
      Set.of(
          "additional_contexts",
          "args",
          "cache_from",
          "cache_to",
          "context",
          "dockerfile",
          "dockerfile_inline",
          "entitlements",
          "extra_hosts",
          "isolation",
          "labels",
          "network",
          "no_cache",
          "no_cache_filter",
          "platforms",
          "privileged",
          "provenance",
          "pull",
          "sbom",
          "secrets",
          "shm_size",
          "ssh",
          "tags",
          "target",
          "ulimits");

  /// How the name of another service begins among the additional contexts.
  private static final String SERVICE = "service:";

  private final JsonNode build;
  private final JsonNode secrets;
  private final Path directory;
  private final BuildDefinitionBuilder definition;

  /// @param secrets the project's secrets by name
  /// @param directory what relative paths start from, where the compose tool has left some
  BuildSection(JsonNode build, JsonNode secrets, Path directory) {
    this.build = build;
    this.secrets = secrets;
    this.directory = directory;
    BuildContext context = BuildContext.of(build.path("context").asText("."), directory);
    this.definition = BuildDefinition.of(context, dockerfile(context));
  }

  BuildDefinition definition(String image) {
    definition
        .stage(value("target"))
        .args(ComposeModel.texts(build.path("args")))
        .labels(ComposeModel.texts(build.path("labels")))
        .tags(List.of(image))
        .tags(list("tags"))
        .platforms(list("platforms"))
        .access(new BuildAccess(secrets(), ssh()))
        .cache(cache())
        .steps(new StepOptions(build, definition).read())
        .attestations(new Attestations(value("provenance"), value("sbom")));
    ComposeModel.texts(build.path("additional_contexts"))
        .forEach((name, source) -> definition.context(name, namedContext(source)));
    build
        .properties()
        .forEach(
            option -> {
              if (!KEYS.contains(option.getKey()) && !option.getKey().startsWith("x-")) {
                definition.refuse(
                    option.getKey(), shown(option), BuildOptionObstacle.UNKNOWN_OPTION);
              }
            });
    return definition.build();
  }

  private Dockerfile dockerfile(BuildContext context) {
    Optional<String> inline = value("dockerfile_inline");
    if (inline.isPresent()) {
      return new Dockerfile.Inline(inline.get());
    }
    String file = build.path("dockerfile").asText("Dockerfile");
    return switch (context) {
      case BuildContext.Directory(Path path) ->
          new Dockerfile.InFile(path.resolve(file).normalize());
      case BuildContext.Remote _ -> new Dockerfile.InContext(file);
    };
  }

  private NamedContext namedContext(String source) {
    return source.startsWith(SERVICE)
        ? new NamedContext.Service(source.substring(SERVICE.length()))
        : NamedContext.of(source, directory);
  }

  private CachePolicy cache() {
    List<String> stages = list("no_cache_filter");
    NoCache named = stages.isEmpty() ? new NoCache.None() : new NoCache.Stages(stages);
    return new CachePolicy(
        build.path("no_cache").asBoolean() ? new NoCache.All() : named,
        build.path("pull").asBoolean(),
        caches("cache_from", text -> CacheLocation.source(text, directory)),
        caches("cache_to", text -> CacheLocation.destination(text, directory)));
  }

  private List<CacheLocation> caches(String key, Function<String, Optional<CacheLocation>> reader) {
    List<CacheLocation> caches = new ArrayList<>();
    for (String text : list(key)) {
      reader
          .apply(text)
          .ifPresentOrElse(
              caches::add, () -> definition.refuse(key, text, BuildOptionObstacle.INVALID_VALUE));
    }
    return caches;
  }

  /// A secret is called by its target in the build, and by its name in the project where there is
  /// no target.
  private Map<String, SecretSource> secrets() {
    Map<String, SecretSource> sources = new HashMap<>();
    for (JsonNode secret : build.path("secrets")) {
      String name = secret.path("source").asText();
      String id = secret.path("target").asText(name);
      JsonNode source = secrets.path(name);
      if (source.path("file").isTextual()) {
        sources.put(id, new SecretSource.FromFile(directory.resolve(source.path("file").asText())));
      } else if (source.path("environment").isTextual()) {
        sources.put(id, new SecretSource.FromEnvironment(source.path("environment").asText()));
      } else {
        definition.refuse("secrets", name, BuildOptionObstacle.SECRET_NOT_HERE);
      }
    }
    return sources;
  }

  /// Each is an id, or an id with a path.
  private Map<String, SshSource> ssh() {
    Map<String, SshSource> sources = new HashMap<>();
    for (String text : list("ssh")) {
      String[] parts = text.split("[:=]", 2);
      sources.put(
          parts[0].strip(),
          parts.length == 1
              ? new SshSource.UsersAgent()
              : new SshSource.Files(List.of(directory.resolve(parts[1].strip()))));
    }
    return sources;
  }

  private Optional<String> value(String key) {
    return Optional.of(build.path(key).asText("")).filter(text -> !text.isEmpty());
  }

  private List<String> list(String key) {
    return StreamSupport.stream(build.path(key).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static String shown(Map.Entry<String, JsonNode> option) {
    JsonNode value = option.getValue();
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
