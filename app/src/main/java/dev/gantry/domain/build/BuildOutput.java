package dev.gantry.domain.build;

import java.nio.file.Path;

/// Where the result of a build goes.
public sealed interface BuildOutput {
  /// The engine's images.
  record EngineImage() implements BuildOutput {}

  /// A directory of this machine, which gets the files of the result.
  record LocalDirectory(Path directory) implements BuildOutput {}

  /// An archive with the files of the result.
  record Tar(Path file) implements BuildOutput {}

  /// An archive with the image in the layout of the Open Container Initiative.
  record OciArchive(Path file) implements BuildOutput {}
}
