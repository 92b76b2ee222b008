package dev.gantry.domain.build;

import java.nio.file.Path;

/// Where a secret is read from when a step asks for it.
public sealed interface SecretSource {
  /// A file, absolute.
  record FromFile(Path file) implements SecretSource {}

  /// A variable of Gantry's own environment.
  record FromEnvironment(String variable) implements SecretSource {}
}
