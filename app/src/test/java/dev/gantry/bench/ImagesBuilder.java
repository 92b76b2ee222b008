package dev.gantry.bench;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.buildkit.BuildKit;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Builds the images of the bundled service from a copy of it, with Gantry's own driver.
final class ImagesBuilder implements AutoCloseable {
  private static final String BASE = "debian:trixie-slim";
  private static final String CHANGED = "llm-service/server/src/main/java/dev/gantry/llm/Main.java";

  private final BuildKit buildKit =
      new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());
  private final ServiceCopy copy;
  private final Path otherBase;

  /// @param service the clone
  /// @param directory for the copy, and what else is built
  ImagesBuilder(Path service, Path directory) throws IOException {
    copy = new ServiceCopy(service, directory.resolve("service"));
    otherBase = Files.createDirectory(directory.resolve("base"));
    Files.writeString(
        otherBase.resolve("Dockerfile"),
        "FROM %s%nARG MARK%nRUN echo $MARK >/etc/gantry-bench%n".formatted(BASE));
  }

  /// What is in the engine's cache before a build.
  enum Cache {
    /// Whatever earlier builds have left.
    AS_IT_IS,
    /// No step, because the base image is another one; the caches that a Dockerfile mounts are
    /// those of earlier builds, as on the machine of a developer. To build without cache would
    /// empty them (moby/buildkit issue 4250).
    MOUNTS_ONLY,
    /// Nothing, as on a new machine that has the base image.
    EMPTY
  }

  /// The name of the image of a mode.
  static String image(String mode) {
    return "gantry-images-bench:" + mode;
  }

  /// Builds a mode's image and returns the milliseconds that it took.
  double build(String mode, Cache cache) throws InterruptedException {
    Path root = copy.directory();
    BuildDefinition definition =
        BuildDefinition.of(root, root.resolve(dockerfile(mode)))
            .stage(Optional.of(mode).filter(it -> !it.equals("baseline")))
            .args(arguments(cache))
            .tags(List.of(image(mode)))
            .access(new BuildAccess(secrets(), Map.of()))
            .build();
    return build(mode, definition, cache == Cache.EMPTY);
  }

  private double build(String name, BuildDefinition definition, boolean noCache)
      throws InterruptedException {
    BuildTarget target =
        new BuildTarget(name, name, "llm-service", image(name), definition, Map.of());
    long begin = System.nanoTime();
    BuildOutcome outcome =
        buildKit.runner().start(BuildRequest.of(target, noCache, false), _ -> {}).await();
    if (!(outcome instanceof BuildOutcome.Succeeded)) {
      throw new IllegalStateException("%s was not built: %s".formatted(name, outcome));
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  /// Changes one line of the service, into one that no build has seen.
  void change() throws IOException {
    String mark = "static final long CHANGE = %dL;".formatted(System.nanoTime());
    String source = copy.read(CHANGED);
    String changed = source.replaceFirst("static final long CHANGE = \\d+L;", mark);
    if (changed.equals(source)) {
      changed = source.replaceFirst("(?m)^public final class Main \\{$", "$0\n  " + mark);
    }
    if (changed.equals(source)) {
      throw new IllegalStateException(CHANGED + " has no line to change");
    }
    copy.put(CHANGED, Optional.of(changed));
  }

  private static String dockerfile(String mode) {
    return switch (mode) {
      case "slim", "prod" -> "dockerfiles/prod.Dockerfile";
      default -> "dockerfiles/" + mode + ".Dockerfile";
    };
  }

  private Map<String, String> arguments(Cache cache) throws InterruptedException {
    return switch (cache) {
      case AS_IT_IS -> Map.of();
      case MOUNTS_ONLY -> Map.of("BASE", newBase());
      // under a name of their own, so that nobody's mounted caches are emptied
      case EMPTY -> Map.of("BUILDKIT_CACHE_MOUNT_NS", UUID.randomUUID().toString());
    };
  }

  /// A base image that no build has seen: the usual one and a file.
  private String newBase() throws InterruptedException {
    BuildDefinition definition =
        BuildDefinition.of(otherBase, otherBase.resolve("Dockerfile"))
            .args(Map.of("MARK", UUID.randomUUID().toString()))
            .tags(List.of(image("base")))
            .build();
    build("base", definition, false);
    return image("base");
  }

  private static Map<String, SecretSource> secrets() {
    return Optional.ofNullable(System.getenv("GANTRY_CA_BUNDLE"))
        .map(Path::of)
        .filter(Files::isReadable)
        .map(bundle -> Map.<String, SecretSource>of("ca-bundle", new SecretSource.FromFile(bundle)))
        .orElse(Map.of());
  }

  @Override
  public void close() {
    buildKit.close();
  }
}
