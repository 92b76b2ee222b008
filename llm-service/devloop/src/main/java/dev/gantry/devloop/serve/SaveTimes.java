package dev.gantry.devloop.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collection;

/// When files were saved, by the time that the file system gives to a change. It is later than the
/// time of the content where an editor writes a new file first and renames it then.
final class SaveTimes {
  private SaveTimes() {}

  /// The latest of them.
  ///
  /// @param paths in the repository; none where files were deleted only
  /// @param otherwise where nothing tells
  static Instant latest(Path root, Collection<String> paths, Instant otherwise) {
    return paths.stream()
        .map(path -> changed(root.resolve(path), otherwise))
        .max(Instant::compareTo)
        .orElse(otherwise);
  }

  private static Instant changed(Path file, Instant otherwise) {
    try {
      return Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
              instanceof FileTime time
          ? time.toInstant()
          : otherwise;
    } catch (IOException | UnsupportedOperationException _) {
      return otherwise;
    }
  }
}
