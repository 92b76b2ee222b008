package dev.gantry.domain.image;

import dev.gantry.domain.image.FileNode.Directory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/// What differs between two images.
///
/// @param sharedLayers how many layers, from the bottom up, are the same in both
/// @param settings what differs in the configuration, by name
/// @param files what differs between the files, without directories, by path
public record ImageComparison(
    ImageContents before,
    ImageContents after,
    int sharedLayers,
    List<SettingChange> settings,
    List<FileChange> files) {

  private static final Comparator<FileChange> BY_WEIGHT =
      Comparator.<FileChange>comparingLong(change -> Math.abs(change.growthBytes())).reversed();

  private static final Comparator<DirectoryChange> BY_SIZE =
      Comparator.<DirectoryChange>comparingLong(it -> Math.abs(it.count().growthBytes()))
          .reversed()
          .thenComparing(DirectoryChange::path);

  public ImageComparison {
    settings = List.copyOf(settings);
    files = List.copyOf(files);
  }

  public static ImageComparison of(ImageContents before, ImageContents after) {
    List<FileChange> files = new ArrayList<>();
    TreeDifference.ofImages(
        before.files(),
        after.files(),
        change -> {
          if (!isDirectory(change)) {
            files.add(change);
          }
        });
    return new ImageComparison(
        before,
        after,
        sharedLayers(before.image().layers(), after.image().layers()),
        settings(before.image().configuration(), after.image().configuration()),
        files);
  }

  /// How many bytes the second image is larger; negative when it is smaller.
  public long growthBytes() {
    return after.image().sizeBytes() - before.image().sizeBytes();
  }

  /// All files counted.
  public ChangeCount count() {
    ChangeCount.Counter counter = new ChangeCount.Counter();
    files.forEach(counter);
    return counter.count();
  }

  /// The files that grow or shrink most, the largest change first.
  public List<FileChange> largest(int limit) {
    return files.stream().sorted(BY_WEIGHT).limit(limit).toList();
  }

  /// The changes by directory, the largest change first.
  ///
  /// @param depth how many names a path has at most: with 2, `/usr/lib/jvm` counts for `/usr/lib`
  public List<DirectoryChange> directories(int depth) {
    Map<String, ChangeCount.Counter> counters = new HashMap<>();
    for (FileChange change : files) {
      counters
          .computeIfAbsent(directory(change.path(), depth), _ -> new ChangeCount.Counter())
          .accept(change);
    }
    return counters.entrySet().stream()
        .map(entry -> new DirectoryChange(entry.getKey(), entry.getValue().count()))
        .sorted(BY_SIZE)
        .toList();
  }

  private static String directory(String path, int depth) {
    int last = path.lastIndexOf('/');
    int end = 0;
    for (int names = 0; names < depth && end < last; names++) {
      end = path.indexOf('/', end + 1);
    }
    return end <= 0 ? "/" : path.substring(0, Math.min(end, last));
  }

  private static boolean isDirectory(FileChange change) {
    return switch (change) {
      case FileChange.Added(_, var after) -> after instanceof Directory;
      case FileChange.Modified(_, _, var after) -> after instanceof Directory;
      case FileChange.Removed(_, var before) -> before instanceof Directory;
    };
  }

  private static int sharedLayers(List<Layer> before, List<Layer> after) {
    int shared = 0;
    while (shared < Math.min(before.size(), after.size())
        && before.get(shared).diffId().equals(after.get(shared).diffId())) {
      shared++;
    }
    return shared;
  }

  private static List<SettingChange> settings(ImageConfiguration before, ImageConfiguration after) {
    SortedMap<String, String> was = before.settings();
    SortedMap<String, String> is = after.settings();
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    return names.stream()
        .map(
            name ->
                new SettingChange(
                    name, Optional.ofNullable(was.get(name)), Optional.ofNullable(is.get(name))))
        .filter(change -> !change.before().equals(change.after()))
        .toList();
  }
}
