package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildDefinitionBuilder;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.SecretSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A directory to build from, filled by a test, and the builds of it.
final class BuildDirectory {

  private final Path directory;
  private final Map<String, String> args = new HashMap<>();
  private final Map<String, SecretSource> secrets = new HashMap<>();
  private List<String> tags = List.of();
  private Optional<String> stage = Optional.empty();
  private Path dockerfile;
  private boolean noCache;
  private Function<BuildDefinitionBuilder, BuildDefinitionBuilder> changes = builder -> builder;

  BuildDirectory(Path directory) {
    this.directory = directory;
    this.dockerfile = directory.resolve("Dockerfile");
  }

  BuildDirectory file(String path, String content) {
    try {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  BuildDirectory dockerfile(String content) {
    return file("Dockerfile", content);
  }

  BuildDirectory dockerfileAt(Path file) {
    dockerfile = file;
    return this;
  }

  BuildDirectory tags(String... names) {
    tags = List.of(names);
    return this;
  }

  BuildDirectory arg(String name, String value) {
    args.put(name, value);
    return this;
  }

  /// Says more of the definition than the other methods do.
  BuildDirectory also(UnaryOperator<BuildDefinitionBuilder> more) {
    changes = changes.andThen(more);
    return this;
  }

  BuildDirectory secret(String id, Path file) {
    secrets.put(id, new SecretSource.FromFile(file));
    return this;
  }

  BuildDirectory stage(String name) {
    stage = Optional.of(name);
    return this;
  }

  BuildDirectory noCache() {
    noCache = true;
    return this;
  }

  Path path() {
    return directory;
  }

  BuildRequest request() {
    return BuildRequest.of(target(), noCache, false);
  }

  BuildTarget target() {
    BuildDefinitionBuilder definition =
        BuildDefinition.of(directory, dockerfile)
            .stage(stage)
            .args(args)
            .tags(tags)
            .access(new BuildAccess(secrets, Map.of()));
    String image = tags.isEmpty() ? "" : tags.getFirst();
    return new BuildTarget("prod", "prod", "web", image, changes.apply(definition).build());
  }
}
