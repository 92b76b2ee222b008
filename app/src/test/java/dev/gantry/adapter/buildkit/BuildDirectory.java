package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A directory to build from, filled by a test, and the builds of it.
final class BuildDirectory {

  private final Path directory;
  private final Map<String, String> args = new HashMap<>();
  private final Map<String, String> extra = new HashMap<>();
  private final Map<String, Path> secrets = new HashMap<>();
  private List<String> tags = List.of();
  private Optional<String> stage = Optional.empty();
  private Path dockerfile;
  private boolean noCache;

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

  BuildDirectory extra(String option, String value) {
    extra.put(option, value);
    return this;
  }

  BuildDirectory secret(String id, Path file) {
    secrets.put(id, file);
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
    BuildDefinition definition =
        new BuildDefinition(directory, dockerfile, stage, args, Map.of(), tags, secrets, extra);
    String image = tags.isEmpty() ? "" : tags.getFirst();
    return new BuildRequest(
        new BuildTarget("prod", "prod", "web", image, definition), noCache, false);
  }
}
