package dev.gantry.bench;

import java.nio.file.Path;

/// Builds one directory with Gantry's driver: a process whose memory is measured.
final class OneBuild {

  private OneBuild() {}

  /// Ends when it is built.
  ///
  /// @param arguments the directory, the image, and a directory for what is written down
  public static void main(String[] arguments) throws Exception {
    try (Builders builders = new Builders(Path.of(arguments[2]))) {
      var _ = builders.gantry(Path.of(arguments[0]), arguments[1], false);
    }
    System.exit(0);
  }
}
