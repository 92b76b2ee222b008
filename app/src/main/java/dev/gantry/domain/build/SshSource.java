package dev.gantry.domain.build;

import java.nio.file.Path;
import java.util.List;

/// What a step that mounts SSH may sign with.
public sealed interface SshSource {
  /// The user's agent, whose socket `SSH_AUTH_SOCK` names.
  record UsersAgent() implements SshSource {}

  /// The socket of an agent, or private keys in files; absolute.
  record Files(List<Path> paths) implements SshSource {
    public Files {
      paths = List.copyOf(paths);
    }
  }
}
