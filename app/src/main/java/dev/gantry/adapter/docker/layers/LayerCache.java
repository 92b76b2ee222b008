package dev.gantry.adapter.docker.layers;

import static java.util.stream.Collectors.toMap;

import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LayerTree;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Listings of layers in a directory, by digest. A layer never changes, so they are never out of
/// date; those that were not used for longest go when there are too many.
///
/// Several processes may use the directory at once: a listing appears whole or not at all.
public final class LayerCache {
  private static final String SUFFIX = ".listing";
  private static final String UNFINISHED = ".unfinished";
  private static final Duration LONGEST_WRITING = Duration.ofDays(1);
  private static final long DEFAULT_LIMIT_BYTES = 512L << 20;

  private final Path directory;
  private final long limitBytes;
  private final InstantSource clock;

  /// @param directory is made when something is to be kept
  public LayerCache(Path directory) {
    this(directory, DEFAULT_LIMIT_BYTES, InstantSource.system());
  }

  LayerCache(Path directory, long limitBytes, InstantSource clock) {
    this.directory = directory;
    this.limitBytes = limitBytes;
    this.clock = clock;
  }

  /// Whether the layer has a listing that can be read.
  public boolean has(Digest diffId) {
    return Files.isReadable(file(diffId));
  }

  /// Reads the layer's listing; empty when there is none, or none that this version can read.
  ///
  /// @param layer index of the layer in its image
  public Optional<LayerTree> find(Digest diffId, int layer) {
    Path file = file(diffId);
    try (ListingReader listing = new ListingReader(Files.newInputStream(file))) {
      LayerTree tree = LayerTrees.read(listing, layer);
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return Optional.of(tree);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException _) {
      discard(file);
      return Optional.empty();
    }
  }

  /// Reads a layer from its archive to the end, and keeps its listing under its digest.
  Digest keep(HashingStream archive) throws IOException {
    Path unfinished = create();
    try {
      LayerTar tar = new LayerTar(archive);
      try (ListingWriter writer = new ListingWriter(Files.newOutputStream(unfinished))) {
        for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
          writer.write(entry.get());
        }
        writer.end();
      }
      Digest diffId = archive.finish();
      Files.move(unfinished, file(diffId), StandardCopyOption.ATOMIC_MOVE);
      return diffId;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /// Removes the listings that were not used for longest, until the rest is within the limit.
  public void prune() {
    long total = 0;
    for (Path file : newestFirst()) {
      total += size(file);
      if (total > limitBytes || isLeftOver(file)) {
        discard(file);
      }
    }
  }

  private List<Path> newestFirst() {
    try (Stream<Path> files = Files.list(directory)) {
      // each time is asked for once: another process may change it while the list is sorted
      Map<Path, FileTime> times = files.collect(toMap(file -> file, LayerCache::used));
      return times.entrySet().stream()
          .sorted(Map.Entry.<Path, FileTime>comparingByValue().reversed())
          .map(Map.Entry::getKey)
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Path create() {
    try {
      Files.createDirectories(directory);
      return Files.createTempFile(directory, "", UNFINISHED);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// What a process that was killed has left.
  private boolean isLeftOver(Path file) {
    return file.toString().endsWith(UNFINISHED)
        && used(file).toInstant().isBefore(clock.instant().minus(LONGEST_WRITING));
  }

  private GantryException unusable(IOException cause) {
    return new GantryException(
        new Problem.OwnFileUnusable(
            directory, Objects.requireNonNullElse(cause.getMessage(), cause.toString())),
        cause);
  }

  private Path file(Digest diffId) {
    return directory.resolve(diffId.value().replace(':', '-') + SUFFIX);
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // it is read again, and found to be no good again
    }
  }

  /// A file that another process has just removed counts as old and empty.
  private static FileTime used(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return 0;
    }
  }
}
