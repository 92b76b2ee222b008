package dev.gantry.devloop.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Looks at all files that matter. Only what seems to have changed is read.
final class TreeScanner {
  /// File systems tell times in steps of some milliseconds: a file that was read so soon after it
  /// was written may have been written once more without a new time.
  private static final Duration DOUBTFUL = Duration.ofMillis(50);

  private final Path root;
  private final InstantSource clock;

  TreeScanner(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  /// What was seen.
  ///
  /// @param directories in which files that matter are or may be
  record Scan(Snapshot snapshot, Set<Path> directories) {}

  /// Looks.
  ///
  /// @param last what was seen before
  Scan scan(Snapshot last) throws IOException {
    SortedMap<String, FileState> files = new TreeMap<>();
    Set<Path> directories = new LinkedHashSet<>();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!WatchedFiles.enters(relative(directory))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            directories.add(directory);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = relative(file);
            if (attributes.isRegularFile() && WatchedFiles.reach(path).isPresent()) {
              FileState state = state(file, attributes, last.files().get(path));
              if (state != null) {
                files.put(path, state);
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException && !file.equals(root)) {
              return FileVisitResult.CONTINUE; // it went while we looked
            }
            throw e;
          }
        };
    Files.walkFileTree(root, visitor);
    return new Scan(new Snapshot(files), directories);
  }

  private String relative(Path path) {
    return root.relativize(path).toString();
  }

  private @Nullable FileState state(
      Path file, BasicFileAttributes attributes, @Nullable FileState last) throws IOException {
    Instant modified = attributes.lastModifiedTime().toInstant();
    if (last != null
        && last.modified().equals(modified)
        && last.sizeBytes() == attributes.size()
        && Objects.equals(last.key(), attributes.fileKey())
        && last.read().isAfter(modified.plus(DOUBTFUL))) {
      return last;
    }
    Instant read = clock.instant();
    try {
      byte[] content = Files.readAllBytes(file);
      return new FileState(
          attributes.fileKey(), modified, attributes.size(), sha256(content), read);
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has SHA-256", e);
    }
  }
}
