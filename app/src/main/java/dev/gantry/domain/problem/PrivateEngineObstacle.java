package dev.gantry.domain.problem;

/// Why Gantry cannot run an engine of its own on a machine.
public enum PrivateEngineObstacle {
  /// The system is not Linux.
  NOT_LINUX,
  /// The distribution is neither Debian nor Ubuntu.
  OTHER_DISTRIBUTION,
  /// The user is not root.
  NOT_ROOT,
  /// A program is missing that Debian and Ubuntu always have, such as `apt-get`.
  NO_PACKAGE_TOOLS
}
