package dev.gantry.adapter.buildkit.filesync;

import java.util.ArrayDeque;
import java.util.Deque;

/// The shortest form of a path with slashes, worked out from its text alone: no empty elements, no
/// `.`, and `..` only at the start of a relative path (Go's `path.Clean`).
final class CleanPath {

  private CleanPath() {}

  static String of(String path) {
    boolean absolute = path.startsWith("/");
    Deque<String> elements = new ArrayDeque<>();
    for (String element : path.split("/", -1)) {
      switch (element) {
        case "", "." -> {}
        case ".." -> {
          if (!elements.isEmpty() && !elements.getLast().equals("..")) {
            elements.removeLast();
          } else if (!absolute) {
            elements.addLast(element);
          }
        }
        default -> elements.addLast(element);
      }
    }
    String joined = String.join("/", elements);
    if (absolute) {
      return "/" + joined;
    }
    return joined.isEmpty() ? "." : joined;
  }

  /// The directory of a clean path, `.` for one without a slash.
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return ".";
    }
    return slash == 0 ? "/" : path.substring(0, slash);
  }

  /// The last element of a clean path.
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
