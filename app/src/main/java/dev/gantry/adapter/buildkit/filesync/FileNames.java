package dev.gantry.adapter.buildkit.filesync;

import java.io.File;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Names of files as the engine wants them: as Unicode text, in the order of their UTF-8 bytes.
final class FileNames {

  /// The order of UTF-8 bytes is that of code points. `String.compareTo` puts characters outside
  /// the basic plane before some within it.
  static final Comparator<String> BYTE_ORDER = FileNames::compareCodePoints;

  private static final boolean UNICODE_NAMES =
      File.separatorChar == '\\'
          || "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));

  /// What the JDK puts in the place of bytes that are no text; a name may also have it by itself.
  private static final char REPLACEMENT = '\uFFFD';

  private static final String REPLACEMENT_ENCODED = "%EF%BF%BD";

  private FileNames() {}

  /// The path as text with slashes.
  static String text(Path path) {
    if (UNICODE_NAMES) {
      return path.toString().replace(File.separatorChar, '/');
    }
    String names =
        StreamSupport.stream(path.spliterator(), false)
            .map(FileNames::decoded)
            .collect(Collectors.joining("/"));
    return path.isAbsolute() ? "/" + names : names;
  }

  /// Makes sure that the engine can be told a name: any bytes may be a name, but only text travels.
  ///
  /// @throws FileSystemException if the last name of the path is not UTF-8
  static void check(Path path) throws FileSystemException {
    Path name = path.getFileName();
    if (text(name).indexOf(REPLACEMENT) >= 0 && !encoded(name).contains(REPLACEMENT_ENCODED)) {
      throw new FileSystemException(
          path.toString(), null, "the name is not UTF-8: " + encoded(name));
    }
  }

  /// In the locale `C` the JDK cannot turn the bytes of a name into text, but it keeps them, and in
  /// a URI they are all there.
  private static String decoded(Path name) {
    return URLDecoder.decode(encoded(name).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encoded(Path name) {
    String raw = name.toUri().getRawPath();
    String last = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    return last.substring(last.lastIndexOf('/') + 1);
  }

  private static int compareCodePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        boolean pairs = Character.isSurrogate(left) && Character.isSurrogate(right);
        return pairs || !(Character.isSurrogate(left) || Character.isSurrogate(right))
            ? Character.compare(left, right)
            : Character.isSurrogate(left) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
