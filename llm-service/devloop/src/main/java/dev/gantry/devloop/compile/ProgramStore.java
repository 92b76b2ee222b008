package dev.gantry.devloop.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Keeps a program in a directory that is on the class path, so that the process finds it when it
/// restarts.
public final class ProgramStore {
  private static final String CLASS = ".class";

  /// Not the name of a class or a resource.
  private static final String FINGERPRINT = ".fingerprint";

  private final Path directory;

  public ProgramStore(Path directory) {
    this.directory = directory;
  }

  /// The program that was kept, if it was made of the same.
  public Optional<Program> load(String fingerprint) throws IOException {
    Path kept = directory.resolve(FINGERPRINT);
    if (!Files.exists(kept) || !Files.readString(kept).equals(fingerprint)) {
      return Optional.empty();
    }
    SortedMap<String, byte[]> classes = new TreeMap<>();
    SortedMap<String, byte[]> resources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = directory.relativize(file).toString();
        if (path.endsWith(CLASS)) {
          String name = path.substring(0, path.length() - CLASS.length()).replace('/', '.');
          classes.put(name, Files.readAllBytes(file));
        } else if (!path.equals(FINGERPRINT)) {
          resources.put(path, Files.readAllBytes(file));
        }
      }
    }
    return Optional.of(new Program(ClassSet.of(classes), resources));
  }

  /// Keeps a program.
  ///
  /// @param last what is kept now; an empty program for whatever it may be
  public void save(Program program, Program last, String fingerprint) throws IOException {
    Files.createDirectories(directory);
    // where this ends in the middle, what is kept fits to nothing
    Files.deleteIfExists(directory.resolve(FINGERPRINT));
    if (last.equals(Program.EMPTY)) {
      clear();
    }
    for (String name : program.classes().differences(last.classes())) {
      put(name.replace('.', '/') + CLASS, program.classes().bytes(), name);
    }
    for (String path : program.differentResources(last)) {
      put(path, program.resources(), path);
    }
    Files.writeString(directory.resolve(FINGERPRINT), fingerprint);
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private void put(String path, Map<String, byte[]> contents, String key) throws IOException {
    Path file = directory.resolve(path);
    byte[] content = contents.get(key);
    if (content == null) {
      Files.deleteIfExists(file);
    } else {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
  }
}
