package dev.gantry.domain.build;

import java.util.Map;

/// What of the user's the steps of a build may ask for by an id.
public record BuildAccess(Map<String, SecretSource> secrets, Map<String, SshSource> ssh) {
  /// Nothing.
  public static final BuildAccess NONE = new BuildAccess(Map.of(), Map.of());

  public BuildAccess {
    secrets = Map.copyOf(secrets);
    ssh = Map.copyOf(ssh);
  }
}
