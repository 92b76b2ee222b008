package dev.gantry.adapter.buildkit.filesync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a `.dockerignore` for engines that do not do so themselves (moby/patternmatcher,
/// `ignorefile/ignorefile.go`).
public final class IgnoreFile {

  private static final String NAME = ".dockerignore";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private IgnoreFile() {}

  /// The patterns of what a build from this directory does not get; none where there is no file.
  public static List<String> patterns(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    return Files.isRegularFile(file) ? parse(Files.readString(file)) : List.of();
  }

  /// Comments begin in the first column. A pattern is relative to the directory, with or without a
  /// slash in front.
  static List<String> parse(String text) {
    List<String> patterns = new ArrayList<>();
    for (String line :
        (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList()) {
      String pattern = line.strip();
      if (line.startsWith("#") || pattern.isEmpty()) {
        continue;
      }
      boolean exception = pattern.startsWith("!");
      String path = exception ? pattern.substring(1).strip() : pattern;
      if (path.isEmpty()) {
        patterns.add("!");
        continue;
      }
      String clean = CleanPath.of(path);
      String relative = clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean;
      patterns.add(exception ? "!" + relative : relative);
    }
    return patterns;
  }
}
