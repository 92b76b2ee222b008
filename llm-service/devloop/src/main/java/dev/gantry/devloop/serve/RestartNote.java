package dev.gantry.devloop.serve;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// What a process that ends for a restart leaves to the next: whoever starts it takes the file as
/// the sign to do so.
///
/// @param files that were saved
/// @param saved when
/// @param reason for the restart
record RestartNote(List<String> files, Instant saved, String reason) {
  private static final String FILES = "files";
  private static final String SAVED = "saved";
  private static final String REASON = "reason";

  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(FILES, String.join("\n", files));
    properties.setProperty(SAVED, saved.toString());
    properties.setProperty(REASON, reason);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  /// Reads and removes it.
  static Optional<RestartNote> take(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Files.delete(file);
    return Optional.of(
        new RestartNote(
            properties.getProperty(FILES).lines().toList(),
            Instant.parse(properties.getProperty(SAVED)),
            properties.getProperty(REASON)));
  }
}
