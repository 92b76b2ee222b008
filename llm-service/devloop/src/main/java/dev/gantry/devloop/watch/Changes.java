package dev.gantry.devloop.watch;

import java.util.SortedSet;
import java.util.TreeSet;

/// What is different between two moments.
///
/// @param written files with a new content, and new ones
/// @param deleted files that are gone
public record Changes(SortedSet<String> written, SortedSet<String> deleted) {

  public boolean isEmpty() {
    return written.isEmpty() && deleted.isEmpty();
  }

  /// All paths.
  public SortedSet<String> paths() {
    SortedSet<String> all = new TreeSet<>(written);
    all.addAll(deleted);
    return all;
  }

  /// Those whose change reaches so far.
  public Changes reaching(Reach reach) {
    return new Changes(only(written, reach), only(deleted, reach));
  }

  private static SortedSet<String> only(SortedSet<String> paths, Reach reach) {
    SortedSet<String> matching = new TreeSet<>(paths);
    matching.removeIf(path -> WatchedFiles.reach(path).filter(reach::equals).isEmpty());
    return matching;
  }
}
