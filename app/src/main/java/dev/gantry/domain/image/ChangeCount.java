package dev.gantry.domain.image;

import dev.gantry.domain.image.FileNode.Directory;
import java.util.function.Consumer;

/// How many files, without directories, are new, changed and gone.
///
/// @param growthBytes how many bytes more there are after the changes; negative when less
public record ChangeCount(int added, int modified, int removed, long growthBytes) {

  public boolean isEmpty() {
    return added == 0 && modified == 0 && removed == 0;
  }

  /// Counts changes as they are found.
  static final class Counter implements Consumer<FileChange> {
    private int added;
    private int modified;
    private int removed;
    private long growthBytes;

    @Override
    public void accept(FileChange change) {
      growthBytes += change.growthBytes();
      switch (change) {
        case FileChange.Added(_, var after) -> added += one(after);
        case FileChange.Modified(_, _, var after) -> modified += one(after);
        case FileChange.Removed(_, var before) -> removed += one(before);
      }
    }

    ChangeCount count() {
      return new ChangeCount(added, modified, removed, growthBytes);
    }

    private static int one(FileNode node) {
      return node instanceof Directory ? 0 : 1;
    }
  }
}
