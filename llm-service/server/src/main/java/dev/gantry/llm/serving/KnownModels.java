package dev.gantry.llm.serving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// Models that need no trial in a child process, by SHA-256 and size. Files of other sizes are not
/// even hashed.
final class KnownModels {
  /// llm-service/models/gantry-tiny.Q8_0.gguf
  private static final Map<Long, String> SHA256_BY_SIZE =
      Map.of(4_601_280L, "75f8394998e8e7370c32ee3d0cced85e430bac2cafc66e55b9897e05ef29c0af");

  private KnownModels() {}

  static boolean contains(Path file) throws IOException {
    String expected = SHA256_BY_SIZE.get(Files.size(file));
    return expected != null && expected.equals(sha256(file));
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digesting =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has SHA-256", e);
    }
  }
}
