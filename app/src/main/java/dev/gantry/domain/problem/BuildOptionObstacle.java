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
  /// SSH keys are taken from an agent only.
  SSH_KEY_FILE,
  /// Gantry does not do it.
  NOT_DONE_HERE,
  /// Only an engine with the containerd image store does it.
  NEEDS_CONTAINERD_STORE,
  /// The engine does not do it.
  ENGINE_CANNOT
}
