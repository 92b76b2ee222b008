package dev.gantry.adapter.buildkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// What the engine keeps the files of a context under. With a key of its own for each context only
/// changed files travel; without one, builds of different directories would share one copy and push
/// out each other's files.
final class ContextKey {

  private ContextKey() {}

  static String of(BuildInputs inputs) {
    return of(
        Optional.ofNullable(inputs.directories().get(BuildInputs.CONTEXT))
            .map(Path::toString)
            .orElseGet(() -> inputs.attributes().getOrDefault(BuildInputs.CONTEXT, "")));
  }

  static String of(String context) {
    try {
      byte[] path = context.getBytes(StandardCharsets.UTF_8);
      return "gantry:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(path));
    } catch (NoSuchAlgorithmException impossible) {
      // every JDK has it
      throw new IllegalStateException(impossible);
    }
  }
}
