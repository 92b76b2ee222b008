package dev.gantry.devloop.watch;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All files that matter, at a moment.
public final class Snapshot {
  /// No file at all.
  public static final Snapshot EMPTY = new Snapshot(new TreeMap<>());

  private final SortedMap<String, FileState> files;

  Snapshot(SortedMap<String, FileState> files) {
    this.files = Collections.unmodifiableSortedMap(files);
  }

  /// What a fingerprint was made of, as far as [#since] asks for it.
  static Snapshot ofFingerprint(String fingerprint) {
    SortedMap<String, FileState> files = new TreeMap<>();
    fingerprint
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              files.put(
                  line.substring(space + 1),
                  new FileState(null, Instant.EPOCH, 0, line.substring(0, space), Instant.EPOCH));
            });
    return new Snapshot(files);
  }

  SortedMap<String, FileState> files() {
    return files;
  }

  /// The paths whose change reaches so far.
  public SortedSet<String> paths(Reach reach) {
    SortedSet<String> paths = new TreeSet<>();
    for (String path : files.keySet()) {
      if (WatchedFiles.reach(path).filter(reach::equals).isPresent()) {
        paths.add(path);
      }
    }
    return paths;
  }

  /// What is different from an earlier one, by content: a file that was only touched is not.
  public Changes since(Snapshot earlier) {
    SortedSet<String> written = new TreeSet<>();
    for (Map.Entry<String, FileState> file : files.entrySet()) {
      FileState before = earlier.files.get(file.getKey());
      if (before == null || !before.sha256().equals(file.getValue().sha256())) {
        written.add(file.getKey());
      }
    }
    SortedSet<String> deleted = new TreeSet<>(earlier.files.keySet());
    deleted.removeAll(files.keySet());
    return new Changes(written, deleted);
  }

  /// Text that is equal where these files have the same content.
  public String fingerprint(Collection<String> paths) {
    StringBuilder text = new StringBuilder();
    files.forEach(
        (path, file) -> {
          if (paths.contains(path)) {
            text.append(file.sha256()).append(' ').append(path).append('\n');
          }
        });
    return text.toString();
  }
}
