package dev.gantry.adapter.privateengine;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kernel's control groups, version 1 (a hierarchy for each controller) or 2 (one for all).
final class ControlGroups {

  private ControlGroups() {}

  /// The roots of all hierarchies below a directory, usually `/sys/fs/cgroup`.
  static List<Path> hierarchies(Path directory) throws IOException {
    if (Files.exists(directory.resolve("cgroup.controllers"))) {
      return List.of(directory);
    }
    List<Path> roots = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (var entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          if (!Files.isSymbolicLink(entry) && Files.exists(entry.resolve("cgroup.procs"))) {
            roots.add(entry);
          }
        }
      }
    }
    roots.sort(null);
    return roots;
  }

  /// Whether systemd owns the groups, so that an engine has to ask it for them.
  static boolean isManagedBySystemd(Path directory) {
    return Files.exists(directory.resolve("cgroup.controllers"))
        && Files.isDirectory(Path.of("/run/systemd/system"));
  }

  /// Removes the groups of a name, and those in them, where no process is left in them.
  static void remove(Path directory, String name) throws IOException {
    for (Path root : hierarchies(directory)) {
      Path group = root.resolve(name);
      if (Files.isDirectory(group)) {
        removeTree(group);
      }
    }
  }

  private static void removeTree(Path group) throws IOException {
    Files.walkFileTree(
        group,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult postVisitDirectory(Path child, @Nullable IOException failure)
              throws IOException {
            try {
              // the files in it are the kernel's and go with it
              Files.delete(child);
            } catch (FileSystemException _) {
              // busy: somebody else put a process into it
              return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
