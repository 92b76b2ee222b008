package dev.gantry.adapter.buildkit.filesync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// The entries listed so far, of which the engine asks for content by their position. Only what can
/// still be asked for is kept, since a context may have a million files.
final class OfferedFiles {

  private final List<@Nullable Path> files = new ArrayList<>();

  synchronized void add(FileEntry entry) {
    files.add(FileMode.isPlainFile(entry.mode()) ? entry.file() : null);
  }

  /// Returns the file at this position, and forgets it.
  ///
  /// @throws CancellationException if there is none, which breaks the protocol
  synchronized Path take(int position) {
    Path file = position >= 0 && position < files.size() ? files.set(position, null) : null;
    if (file == null) {
      throw new CancellationException("no file at " + position);
    }
    return file;
  }
}
