package dev.gantry.adapter.buildkit.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gantry.adapter.buildkit.filesync.DirectoryListing;
import dev.gantry.adapter.buildkit.filesync.DirectoryListing.Entry;
import dev.gantry.adapter.buildkit.filesync.FileFilter;
import dev.gantry.adapter.buildkit.proto.llb.SourceOp;
import dev.gantry.domain.plan.FileHashes;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.plan.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The files of one directory that a build has from this machine.
final class LocalFiles {

  /// A file may be changed again within one tick of the clock without looking different, so what is
  /// this new is read again the next time.
  private static final Duration TOO_NEW = Duration.ofSeconds(2);

  private static final int PIECE_BYTES = 64 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DirectoryListing listing;
  private final FileHashes hashes;
  private final Map<String, FileHashes.Hash> known;
  private final Map<String, FileHashes.Hash> current = new HashMap<>();
  private final Instant begun = Instant.now();

  private LocalFiles(DirectoryListing listing, FileHashes hashes) {
    this.listing = listing;
    this.hashes = hashes;
    this.known = hashes.of(listing.root());
  }

  /// @param source what the plan says of the directory, with what of it the engine asks for
  static LocalFiles of(Path directory, SourceOp source, FileHashes hashes)
      throws IOException, InterruptedException {
    FileFilter filter =
        new FileFilter(
            list(source, "local.includepattern"),
            list(source, "local.excludepatterns"),
            list(source, "local.followpaths"));
    return new LocalFiles(DirectoryListing.of(directory, filter), hashes);
  }

  /// When a file, or a directory by what is in it, was changed last, in nanoseconds since 1970.
  long lastModified() {
    return listing.entries().stream().mapToLong(Entry::modified).max().orElse(0);
  }

  /// The digests of the files that a step takes.
  FileManifest manifest(Taken taken) throws IOException {
    Set<Entry> entries = new LinkedHashSet<>();
    if (taken.filters().isEmpty()) {
      entries.addAll(listing.entries());
    }
    taken.filters().forEach(filter -> entries.addAll(listing.select(filter)));
    SortedMap<String, String> digests = new TreeMap<>();
    for (Entry entry : entries) {
      digests.put(entry.path(), digest(entry));
    }
    return new FileManifest(digests);
  }

  /// Keeps the digests for the next time.
  void keepHashes() {
    long limit = nanos(begun.minus(TOO_NEW));
    Map<String, FileHashes.Hash> lasting = new HashMap<>(known);
    lasting.putAll(current);
    lasting.values().removeIf(hash -> hash.modified() > limit);
    lasting
        .keySet()
        .retainAll(listing.entries().stream().map(Entry::path).collect(Collectors.toSet()));
    if (!lasting.equals(known)) {
      hashes.keep(listing.root(), lasting);
    }
  }

  private String digest(Entry entry) throws IOException {
    String mode = Integer.toHexString(entry.mode());
    if (!entry.hasContent()) {
      return entry.link().isEmpty() ? mode : mode + " " + entry.link();
    }
    return mode + " " + content(entry).digest();
  }

  private FileHashes.Hash content(Entry entry) throws IOException {
    FileHashes.Hash read = current.get(entry.path());
    if (read != null) {
      return read;
    }
    FileHashes.Hash kept = known.get(entry.path());
    FileHashes.Hash hash =
        kept != null && kept.sizeBytes() == entry.sizeBytes() && kept.modified() == entry.modified()
            ? kept
            : new FileHashes.Hash(entry.sizeBytes(), entry.modified(), read(entry.file()));
    current.put(entry.path(), hash);
    return hash;
  }

  private static String read(Path file) throws IOException {
    MessageDigest digest = Fingerprint.start();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE_BYTES];
      for (int read = in.read(piece); read > 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
    }
    return Fingerprint.end(digest);
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }

  /// An attribute that holds a JSON array.
  private static List<String> list(SourceOp source, String attribute) throws IOException {
    String text = source.getAttrsMap().getOrDefault(attribute, "");
    try {
      return text.isEmpty() ? List.of() : JSON.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException failure) {
      throw new IOException("no list of patterns: " + text, failure);
    }
  }
}
