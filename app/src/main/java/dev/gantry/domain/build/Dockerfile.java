package dev.gantry.domain.build;

import java.nio.file.Path;

/// Where the instructions of a build are.
public sealed interface Dockerfile {
  /// A file of this machine, absolute; it may lie outside the context.
  record InFile(Path file) implements Dockerfile {}

  /// A file in a context that the engine fetches.
  ///
  /// @param path from the root of that context
  record InContext(String path) implements Dockerfile {}

  /// The instructions themselves, as written in the compose file.
  record Inline(String text) implements Dockerfile {}
}
