package dev.gantry.adapter.privateengine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells one run of the machine from the next, so that an engine that ended with the machine is not
/// taken for a crashed one.
final class BootIdentifier {

  private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

  private BootIdentifier() {}

  static String current() throws IOException {
    return Files.isReadable(FILE) ? Files.readString(FILE).strip() : "";
  }
}
