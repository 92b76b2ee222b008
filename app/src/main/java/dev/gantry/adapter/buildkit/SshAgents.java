package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.SshSource;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the sockets of the SSH agents that a build may use.
final class SshAgents {

  private static final String VARIABLE = "SSH_AUTH_SOCK";

  private SshAgents() {}

  /// The sockets by the ids of the build.
  ///
  /// @throws GantryException with [Problem.BuildOptionUnsupported] or [Problem.FileMissing]
  static Map<String, Path> of(BuildTarget target, Map<String, String> environment) {
    Map<String, Path> sockets = new HashMap<>();
    target
        .definition()
        .access()
        .ssh()
        .forEach((id, source) -> sockets.put(id, socket(target, id, source, environment)));
    return sockets;
  }

  private static Path socket(
      BuildTarget target, String id, SshSource source, Map<String, String> environment) {
    return switch (source) {
      case SshSource.UsersAgent _ ->
          Optional.ofNullable(environment.get(VARIABLE))
              .map(Path::of)
              .filter(SshAgents::isSocket)
              .orElseThrow(() -> refused(target, id, BuildOptionObstacle.NO_SSH_AGENT));
      case SshSource.Files(List<Path> paths) -> {
        for (Path path : paths) {
          if (!Files.exists(path)) {
            throw new GantryException(new Problem.FileMissing(path));
          }
        }
        if (paths.size() != 1 || !isSocket(paths.getFirst())) {
          throw refused(target, id + "=" + joined(paths), BuildOptionObstacle.SSH_KEY_FILE);
        }
        yield paths.getFirst();
      }
    };
  }

  private static boolean isSocket(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isOther();
    } catch (IOException _) {
      return false;
    }
  }

  private static String joined(List<Path> paths) {
    return String.join(",", paths.stream().map(Path::toString).toList());
  }

  private static GantryException refused(
      BuildTarget target, String value, BuildOptionObstacle obstacle) {
    return new GantryException(
        new Problem.BuildOptionUnsupported(target.name(), "ssh", value, obstacle, ""));
  }
}
