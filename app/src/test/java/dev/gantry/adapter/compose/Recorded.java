package dev.gantry.adapter.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Recorded outputs of the compose tool; `README.md` beside them says how.
final class Recorded {

  private Recorded() {}

  static String text(String file) {
    try (InputStream stream = Recorded.class.getResourceAsStream("/compose/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
