package dev.gantry.domain.problem;

/// Why an option of a build cannot be obeyed.
public enum BuildOptionObstacle {
  /// Gantry does not know the option.
  UNKNOWN_OPTION,
  /// The option cannot have this value.
  INVALID_VALUE,
  /// Only engines on Windows have it.
  WINDOWS_ONLY,
  /// Nothing of this name is there to refer to.
  NOT_THERE,
  /// The secret is kept by an orchestrator, and not in a file or variable of this machine.
  SECRET_NOT_HERE,
  /// No SSH agent runs for this user.
  NO_SSH_AGENT,
  /// The SSH key has a passphrase.
  SSH_KEY_ENCRYPTED,
  /// The file is no SSH key, or one in a format or of a kind that Gantry does not know.
  SSH_KEY_UNKNOWN,
  /// Only an engine with the containerd image store does it.
  NEEDS_CONTAINERD_STORE,
  /// The engine does not do it.
  ENGINE_CANNOT
}
