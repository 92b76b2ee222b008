package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.content.ImageLayout;
import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Dockerfile;
import dev.gantry.domain.build.NamedContext;
import dev.gantry.domain.build.SecretSource;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where the files of a build come from: directories of this machine that the session offers, known
/// to be there, and what the frontend is told (moby/buildkit, `frontend/dockerui/context.go`).
///
/// @param directories by the name that the engine asks for them with
/// @param layouts of images, by the name that the engine asks for them with
/// @param attributes options of the frontend
/// @param temporary a directory that is deleted on closing
record BuildInputs(
    Map<String, Path> directories,
    Map<String, ImageLayout> layouts,
    Map<String, String> attributes,
    Optional<Path> temporary)
    implements AutoCloseable {

  /// The names by which the frontend asks for directories.
  static final String CONTEXT = "context";

  static final String DOCKERFILE = "dockerfile";

  /// What a Dockerfile is called that is in no file.
  static final String INLINE_NAME = "Dockerfile";

  BuildInputs {
    directories = Map.copyOf(directories);
    layouts = Map.copyOf(layouts);
    attributes = Map.copyOf(attributes);
  }

  /// @throws GantryException with [Problem.FileMissing], [Problem.FileUnreadable] or
  ///   [Problem.BuildOptionUnsupported]
  static BuildInputs of(BuildTarget target) {
    BuildDefinition definition = target.definition();
    definition.access().secrets().values().forEach(BuildInputs::check);
    Map<String, Path> directories = new HashMap<>();
    Map<String, ImageLayout> layouts = new HashMap<>();
    Map<String, String> attributes = new HashMap<>();
    switch (definition.context()) {
      case BuildContext.Directory(Path path) -> directories.put(CONTEXT, directory(path));
      case BuildContext.Remote(String url) -> attributes.put(CONTEXT, url);
    }
    definition
        .contexts()
        .forEach(
            (name, context) -> {
              switch (context) {
                case NamedContext.Directory(Path path) -> {
                  directories.put(name, directory(path));
                  attributes.put("context:" + name, "local:" + name);
                }
                case NamedContext.Remote(String source) ->
                    attributes.put("context:" + name, source);
                case NamedContext.Service(String service) ->
                    attributes.put("context:" + name, "docker-image://" + image(target, service));
                case NamedContext.OciLayout layout -> {
                  String store = storeName(layout.path());
                  layouts.put("oci:" + store, new ImageLayout(layout.path()));
                  attributes.put(
                      "context:" + name, "oci-layout://" + store + "@" + digest(target, layout));
                }
              }
            });
    if (!definition.contexts().isEmpty()) {
      // an older frontend then says that it does not know them
      attributes.put("frontend.caps", "moby.buildkit.frontend.contexts+forward");
    }
    Optional<Path> temporary = Optional.empty();
    switch (definition.dockerfile()) {
      case Dockerfile.InFile(Path file) -> {
        directories.put(DOCKERFILE, directoryOf(file));
        attributes.put("filename", file.getFileName().toString());
      }
      case Dockerfile.InContext(String path) -> attributes.put("filename", path);
      case Dockerfile.Inline(String text) -> {
        Path directory = written(text);
        temporary = Optional.of(directory);
        directories.put(DOCKERFILE, directory);
        attributes.put("filename", INLINE_NAME);
      }
    }
    if (definition.context() instanceof BuildContext.Remote
        && directories.containsKey(DOCKERFILE)) {
      // otherwise the frontend would look for the file in the remote context
      attributes.put("dockerfilekey", DOCKERFILE);
    }
    return new BuildInputs(directories, layouts, attributes, temporary);
  }

  @Override
  public void close() {
    temporary.ifPresent(
        directory -> {
          try {
            Files.deleteIfExists(directory.resolve(INLINE_NAME));
            Files.deleteIfExists(directory);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  /// A name for a layout, the same for the same directory: builds that share a session must agree.
  private static String storeName(Path layout) {
    return UUID.nameUUIDFromBytes(layout.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /// The digest of what is taken of a layout: what has the name, or the only thing there is.
  private static String digest(BuildTarget target, NamedContext.OciLayout context) {
    directory(context.path());
    ImageLayout layout = new ImageLayout(context.path());
    String reference = context.reference();
    try {
      Optional<String> digest =
          reference.startsWith("@")
              ? Optional.of(reference.substring(1))
              : layout.digest(reference);
      if (digest.isEmpty()) {
        digest = layout.onlyDigest();
      }
      return digest
          .filter(layout::has)
          .orElseThrow(
              () ->
                  refused(
                      target,
                      "oci-layout://" + context.path() + " " + reference,
                      BuildOptionObstacle.NOT_THERE));
    } catch (IOException failure) {
      throw new GantryException(
          new Problem.FileUnreadable(context.path(), failure.toString()), failure);
    }
  }

  /// The image of a service, which has been built before.
  private static String image(BuildTarget target, String service) {
    BuildTarget needed = target.needs().get(service);
    if (needed == null) {
      throw refused(target, "service:" + service, BuildOptionObstacle.NOT_THERE);
    }
    return needed.image();
  }

  private static GantryException refused(
      BuildTarget target, String value, BuildOptionObstacle obstacle) {
    return new GantryException(
        new Problem.BuildOptionUnsupported(
            target.name(), "additional_contexts", value, obstacle, ""));
  }

  private static Path written(String dockerfile) {
    try {
      Path directory = Files.createTempDirectory("gantry-dockerfile");
      Files.writeString(directory.resolve(INLINE_NAME), dockerfile);
      return directory;
    } catch (IOException failure) {
      Path place = Path.of(System.getProperty("java.io.tmpdir"));
      throw new GantryException(new Problem.OwnFileUnusable(place, failure.toString()), failure);
    }
  }

  private static void check(SecretSource secret) {
    switch (secret) {
      case SecretSource.FromFile(Path file) -> check(file);
      case SecretSource.FromEnvironment _ -> {}
    }
  }

  private static Path directoryOf(Path file) {
    check(file);
    if (!Files.isRegularFile(file)) {
      throw new GantryException(new Problem.FileUnreadable(file, "not a file"));
    }
    return directory(file.toAbsolutePath().normalize().resolveSibling(""));
  }

  private static Path directory(Path path) {
    check(path);
    if (!Files.isDirectory(path)) {
      throw new GantryException(new Problem.FileUnreadable(path, "not a directory"));
    }
    try {
      return path.toRealPath();
    } catch (IOException failure) {
      throw new GantryException(new Problem.FileUnreadable(path, failure.toString()), failure);
    }
  }

  private static void check(Path file) {
    if (!Files.exists(file)) {
      throw new GantryException(new Problem.FileMissing(file));
    }
    if (!Files.isReadable(file)) {
      throw new GantryException(new Problem.FileUnreadable(file, "permission denied"));
    }
  }
}
