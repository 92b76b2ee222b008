package dev.gantry.adapter.buildkit.filesync;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tells which of the listed files are the same one under several names, as the Docker CLI does:
/// they travel once and take room in the image once.
final class HardLinks {

  private final Map<FileEntry.Identity, String> firstNames = new HashMap<>();

  /// Returns the entry, as a link to an earlier one if it is the same file.
  FileEntry resolve(FileEntry entry) {
    Optional<String> first =
        entry.shared().map(identity -> firstNames.putIfAbsent(identity, entry.path()));
    return first.map(entry::asLinkTo).orElse(entry);
  }
}
