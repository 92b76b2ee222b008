package dev.gantry.adapter.buildkit.filesync;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/// The entries listed so far, of which the engine asks for content by their position. A context may
/// have a million files, so a file takes no more than the bytes of its name and a number, and files
/// that follow each other share their directory.
final class OfferedFiles {

  private static final int FIRST_CAPACITY = 1024;

  private final Path root;
  private final List<Run> runs = new ArrayList<>();

  /// The names one after the other; an entry without content has none.
  private byte[] names = new byte[FIRST_CAPACITY];

  /// Where the name of each entry ends.
  private int[] ends = new int[FIRST_CAPACITY];

  /// Files with other names than ASCII, by position. Not every locale lets the JDK make such a path
  /// from text.
  private final Map<Integer, Path> others = new HashMap<>();

  private int count;

  /// Entries of one directory, without a break.
  ///
  /// @param first position of the first one
  private record Run(String directory, int first) {}

  OfferedFiles(Path root) {
    this.root = root;
  }

  synchronized void add(FileEntry entry) {
    String directory = entry.path().substring(0, entry.path().lastIndexOf('/') + 1);
    if (runs.isEmpty() || !runs.getLast().directory().equals(directory)) {
      runs.add(new Run(directory, count));
    }
    int end = count == 0 ? 0 : ends[count - 1];
    if (FileMode.isPlainFile(entry.mode())) {
      if (isAscii(entry.path())) {
        String name = entry.path().substring(directory.length());
        end = append(name.getBytes(StandardCharsets.US_ASCII), end);
      } else {
        others.put(count, entry.file());
      }
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count] = end;
    count++;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(character -> character < 0x80);
  }

  private int append(byte[] name, int begin) {
    int end = Math.addExact(begin, name.length);
    if (end > names.length) {
      names = Arrays.copyOf(names, Math.max(end, 2 * names.length));
    }
    System.arraycopy(name, 0, names, begin, name.length);
    return end;
  }

  /// Returns the file at this position.
  ///
  /// @throws CancellationException if there is none, which breaks the protocol
  synchronized Path at(int position) {
    if (others.containsKey(position)) {
      return others.get(position);
    }
    int begin = position <= 0 || position >= count ? 0 : ends[position - 1];
    int end = position < 0 || position >= count ? 0 : ends[position];
    if (begin == end) {
      throw new CancellationException("no file at " + position);
    }
    String name = new String(names, begin, end - begin, StandardCharsets.US_ASCII);
    return root.resolve(directoryOf(position) + name);
  }

  private String directoryOf(int position) {
    int low = 0;
    int high = runs.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (runs.get(middle).first() <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return runs.get(low).directory();
  }
}
