package dev.gantry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;

/// A directory to build from, whose content is the same on every machine.
final class BenchContext {

  private static final int FILES_PER_DIRECTORY = 100;
  private static final int LARGE_FILE_BYTES = 100 << 20;

  private Path directory;

  BenchContext(Path directory, String dockerfile) throws IOException {
    this.directory = Files.createDirectories(directory);
    file("Dockerfile", dockerfile);
  }

  Path directory() {
    return directory;
  }

  BenchContext file(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
    return this;
  }

  /// Adds files of the same size in directories of a hundred.
  BenchContext withFiles(int count, int bytes) throws IOException {
    Random random = new Random(count);
    byte[] content = new byte[bytes];
    for (int i = 0; i < count; i++) {
      Path parent = directory.resolve("d%05d".formatted(i / FILES_PER_DIRECTORY));
      if (i % FILES_PER_DIRECTORY == 0) {
        Files.createDirectories(parent);
      }
      random.nextBytes(content);
      Files.write(parent.resolve("f%02d.txt".formatted(i % FILES_PER_DIRECTORY)), content);
    }
    return this;
  }

  /// Adds files of 100 MiB, and a last one with the rest.
  BenchContext withLargeFiles(int megabytes) throws IOException {
    Random random = new Random(megabytes);
    long left = (long) megabytes << 20;
    for (int i = 0; left > 0; i++) {
      byte[] content = new byte[(int) Math.min(left, LARGE_FILE_BYTES)];
      random.nextBytes(content);
      Files.write(directory.resolve("large" + i), content);
      left -= content.length;
    }
    return this;
  }

  /// Gives the directory a name that no builder has seen: whatever an engine has kept of it, it
  /// asks for every file again.
  Path renamed() throws IOException {
    directory = Files.move(directory, directory.resolveSibling("context-" + UUID.randomUUID()));
    return directory;
  }

  /// Changes one file.
  Path changed() throws IOException {
    file("changed", UUID.randomUUID().toString());
    return directory;
  }
}
