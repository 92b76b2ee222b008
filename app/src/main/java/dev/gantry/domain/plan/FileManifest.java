package dev.gantry.domain.plan;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Files with a digest each of permissions and content.
public record FileManifest(SortedMap<String, String> digests) {

  /// No files.
  public static final FileManifest EMPTY = new FileManifest(new TreeMap<>());

  public FileManifest {
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  /// Names the manifest by its content.
  public String digest() {
    return Fingerprint.of(digests);
  }

  /// The files that are in one manifest only, or differ.
  public SortedSet<String> changesSince(FileManifest earlier) {
    SortedSet<String> changed = new TreeSet<>();
    collect(digests, earlier.digests, changed);
    collect(earlier.digests, digests, changed);
    return changed;
  }

  private static void collect(
      Map<String, String> these, Map<String, String> those, SortedSet<String> changed) {
    these.forEach(
        (path, digest) -> {
          if (!Objects.equals(those.get(path), digest)) {
            changed.add(path);
          }
        });
  }
}
