package dev.gantry.adapter.privateengine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The log of a program that writes on and on by itself.
record LogFile(Path file) {

  static final long LIMIT_BYTES = 5L * 1024 * 1024;
  private static final int TAIL_BYTES = 64 * 1024;

  /// Keeps one older file beside the log once the log has grown over the limit. The log is emptied
  /// in place, since the program holds it open (for appending).
  void limit() throws IOException {
    if (Files.exists(file) && Files.size(file) > LIMIT_BYTES) {
      Path older = file.resolveSibling(file.getFileName() + ".1");
      Files.copy(file, older, StandardCopyOption.REPLACE_EXISTING);
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.setLength(0);
      }
    }
  }

  /// The last lines, without empty ones.
  List<String> tail(int lines) throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, open.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (open.length() - start)];
      open.seek(start);
      open.readFully(bytes);
      List<String> all =
          new String(bytes, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    }
  }
}
