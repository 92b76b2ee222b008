package dev.gantry.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A copy of what the bundled service is built from, to be edited. Knows its earlier states.
final class ServiceCopy {
  private static final List<String> PARTS =
      List.of("llm-service", "dockerfiles", ".mvn", "mvnw", "pom.xml", ".dockerignore");
  private static final Set<String> LEFT_OUT = Set.of("target", "bench", "node_modules", "train");

  private final Path directory;
  private final Map<String, Optional<String>> changed = new TreeMap<>();
  private final Map<String, String> original = new TreeMap<>();
  private final List<Map<String, Optional<String>>> states = new ArrayList<>();

  ServiceCopy(Path source, Path directory) throws IOException {
    this.directory = directory;
    for (String part : PARTS) {
      copy(source.resolve(part), directory.resolve(part));
    }
    remember();
  }

  Path directory() {
    return directory;
  }

  String read(String path) throws IOException {
    return Files.readString(directory.resolve(path));
  }

  /// Writes a file; without a text, deletes it.
  void put(String path, Optional<String> text) throws IOException {
    Path file = directory.resolve(path);
    if (!changed.containsKey(path) && Files.exists(file)) {
      original.put(path, Files.readString(file));
    }
    changed.put(path, text);
    write(file, text);
  }

  /// Makes this state one that can be returned to.
  void remember() {
    states.add(Map.copyOf(changed));
  }

  int states() {
    return states.size();
  }

  /// Brings an earlier state back.
  void revert(int state) throws IOException {
    Map<String, Optional<String>> then = states.get(state);
    for (String path : List.copyOf(changed.keySet())) {
      Optional<String> text =
          then.containsKey(path) ? then.get(path) : Optional.ofNullable(original.get(path));
      if (!text.equals(changed.get(path))) {
        changed.put(path, text);
        write(directory.resolve(path), text);
      }
    }
  }

  private static void write(Path file, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.get());
    } else {
      Files.deleteIfExists(file);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_OUT.contains(String.valueOf(at.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(source.relativize(at).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                target.resolve(source.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
