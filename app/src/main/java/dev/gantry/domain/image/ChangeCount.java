package dev.gantry.domain.image;

import dev.gantry.domain.image.FileNode.Directory;
import dev.gantry.domain.image.FileNode.RegularFile;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// How many files, without directories, are new, changed and gone.
///
/// @param growthBytes how many bytes more there are after the changes, hard links counted once;
///   negative when less
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
    private final Set<FileContent> gained = new HashSet<>();
    private final Set<FileContent> lost = new HashSet<>();

    @Override
    public void accept(FileChange change) {
      switch (change) {
        case FileChange.Added(_, var after) -> {
          added += one(after);
          growthBytes += firstTime(gained, after);
        }
        case FileChange.Modified(_, var before, var after) -> {
          modified += one(after);
          growthBytes += firstTime(gained, after) - firstTime(lost, before);
        }
        case FileChange.Removed(_, var before) -> {
          removed += one(before);
          growthBytes -= firstTime(lost, before);
        }
      }
    }

    ChangeCount count() {
      return new ChangeCount(added, modified, removed, growthBytes);
    }

    private static long firstTime(Set<FileContent> seen, FileNode node) {
      return node instanceof RegularFile(_, var content) && seen.add(content)
          ? content.sizeBytes()
          : 0;
    }

    private static int one(FileNode node) {
      return node instanceof Directory ? 0 : 1;
    }
  }
}
