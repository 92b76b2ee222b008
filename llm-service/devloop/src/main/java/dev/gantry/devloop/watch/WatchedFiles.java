package dev.gantry.devloop.watch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which files of the repository matter to the service that runs for development. Paths are
/// relative to its root, with slashes.
public final class WatchedFiles {
  /// Where the sources are that are compiled.
  public static final List<String> SOURCE_ROOTS =
      List.of("llm-service/server/src/main/java/", "llm-service/devloop/src/main/java/");

  /// Where its resources are.
  public static final String RESOURCES = "llm-service/server/src/main/resources/";

  private static final Pattern ENTERED =
      Pattern.compile("|llm-service(/.*)?|compose|dockerfiles|\\.mvn(/.*)?");
  private static final Set<String> PASSED_BY = Set.of("target", "test", "models", "node_modules");
  private static final Pattern OF_EDITORS =
      Pattern.compile("[.#].*|.*~|.*\\.(swp|tmp)|.*___jb_.*___");

  /// Of the loop, what is around the server is compiled with it; the rest has to be there before.
  private static final Pattern SOURCE =
      Pattern.compile(
          "llm-service/(server/src/main/java|devloop/src/main/java/dev/gantry/devloop/serve)/.*\\.java");

  /// All of it is in the context of the image's build, which has no benchmarks.
  private static final Pattern IMAGE =
      Pattern.compile(
          "(llm-service/|llm-service/(?!bench/)[^/]+/)?pom\\.xml"
              + "|\\.mvn/.*"
              + "|llm-service/(?!bench/)[^/]+/src/main/.*\\.(proto|java)"
              + "|llm-service/natives/(fetch|.*\\.(json|sha256))"
              + "|dockerfiles/(dev\\.Dockerfile|maven-settings\\.xml|(compile|dev-start|engine-files|with-ca)\\.sh)");

  private static final Pattern CONTAINER = Pattern.compile("compose/compose(\\.dev)?\\.yml");

  private WatchedFiles() {}

  /// Whether there may be files that matter in a directory.
  static boolean enters(String directory) {
    return ENTERED.matcher(directory).matches() && !PASSED_BY.contains(name(directory));
  }

  /// How far a change of the file reaches; empty where nothing depends on it.
  public static Optional<Reach> reach(String path) {
    if (OF_EDITORS.matcher(name(path)).matches()) {
      return Optional.empty();
    }
    if (SOURCE.matcher(path).matches()) {
      return Optional.of(Reach.SOURCE);
    }
    if (path.startsWith(RESOURCES)) {
      return Optional.of(Reach.RESOURCE);
    }
    if (IMAGE.matcher(path).matches()) {
      return Optional.of(Reach.IMAGE);
    }
    return CONTAINER.matcher(path).matches() ? Optional.of(Reach.CONTAINER) : Optional.empty();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
