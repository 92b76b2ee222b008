package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.agent.SshAgent;
import dev.gantry.adapter.buildkit.agent.SshKey;
import dev.gantry.adapter.buildkit.agent.SshKeyFile;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.SshSource;
import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what a build may sign with: sockets of SSH agents, and keys in files.
final class SshAgents {

  private static final String VARIABLE = "SSH_AUTH_SOCK";

  private final BuildTarget target;
  private final Map<String, String> environment;

  private SshAgents(BuildTarget target, Map<String, String> environment) {
    this.target = target;
    this.environment = environment;
  }

  /// The agents by the ids of the build.
  ///
  /// @throws GantryException with [Problem.BuildOptionUnsupported], [Problem.FileMissing] or
  ///   [Problem.FileUnreadable]
  static Map<String, SshAgent> of(BuildTarget target, Map<String, String> environment) {
    SshAgents agents = new SshAgents(target, environment);
    Map<String, SshAgent> found = new HashMap<>();
    target
        .definition()
        .access()
        .ssh()
        .forEach((id, source) -> found.put(id, agents.agent(id, source)));
    return found;
  }

  private SshAgent agent(String id, SshSource source) {
    return switch (source) {
      case SshSource.UsersAgent _ ->
          Optional.ofNullable(environment.get(VARIABLE))
              .map(Path::of)
              .filter(SshAgents::isSocket)
              .map(SshAgent.Listening::new)
              .orElseThrow(() -> refused(id, BuildOptionObstacle.NO_SSH_AGENT));
      case SshSource.Files(List<Path> paths) ->
          paths.size() == 1 && isSocket(paths.getFirst())
              ? new SshAgent.Listening(paths.getFirst())
              : keys(id, paths);
    };
  }

  private SshAgent keys(String id, List<Path> files) {
    List<SshKey> keys = new ArrayList<>();
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new GantryException(new Problem.FileMissing(file));
      }
      try {
        keys.add(SshKeyFile.read(file));
      } catch (IOException failure) {
        throw new GantryException(new Problem.FileUnreadable(file, failure.toString()), failure);
      } catch (SshKeyFile.Unusable unusable) {
        throw refused(
            id + "=" + file,
            switch (unusable.fault()) {
              case ENCRYPTED -> BuildOptionObstacle.SSH_KEY_ENCRYPTED;
              case UNKNOWN_FORMAT -> BuildOptionObstacle.SSH_KEY_UNKNOWN;
            });
      }
    }
    return new SshAgent.Keys(keys);
  }

  private static boolean isSocket(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isOther();
    } catch (IOException _) {
      return false;
    }
  }

  private GantryException refused(String value, BuildOptionObstacle obstacle) {
    return new GantryException(
        new Problem.BuildOptionUnsupported(target.name(), "ssh", value, obstacle, ""));
  }
}
