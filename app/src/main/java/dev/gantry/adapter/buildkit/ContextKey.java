package dev.gantry.adapter.buildkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What the engine keeps the files of a directory under. With a key of its own for each directory
/// only changed files travel; without one, builds of different directories would share one copy and
/// push out each other's files.
final class ContextKey {

  private ContextKey() {}

  static String of(Path directory) {
    try {
      byte[] path = directory.toString().getBytes(StandardCharsets.UTF_8);
      return "gantry:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(path));
    } catch (NoSuchAlgorithmException impossible) {
      // every JDK has it
      throw new IllegalStateException(impossible);
    }
  }
}
