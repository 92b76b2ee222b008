package dev.gantry.adapter.docker.layers;

import dev.gantry.domain.image.ContentHash;
import dev.gantry.domain.image.FileAttributes;
import dev.gantry.domain.image.FileNode.SpecialFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The entries of a layer's archive, one at a time. Of the files only the hash is kept.
///
/// Whiteouts are those of the OCI's image specification (`layer.md`); other names that begin as
/// they do belong to the old AUFS driver and say nothing.
final class LayerTar {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String AUFS = ".wh..wh.";
  private static final int PERMISSIONS = 07777;

  /// Deeper directories are beyond what Linux can name, and would overflow the stack.
  private static final int MAX_DEPTH = 4096;

  private final TarArchiveInputStream tar;
  private final MessageDigest digest = Sha256.digest();
  private final byte[] buffer = new byte[1 << 16];

  LayerTar(InputStream stream) {
    tar = new TarArchiveInputStream(stream, StandardCharsets.UTF_8.name());
  }

  /// The next entry, or empty at the end.
  Optional<LayerEntry> next() throws IOException {
    TarArchiveEntry entry;
    while ((entry = tar.getNextEntry()) != null) {
      Optional<LayerEntry> found = read(entry);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<LayerEntry> read(TarArchiveEntry entry) throws IOException {
    String path = normalized(entry.getName());
    String name = path.substring(path.lastIndexOf('/') + 1);
    String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    if (name.equals(OPAQUE)) {
      return Optional.of(new LayerEntry.Opaque(parent));
    }
    if (name.startsWith(AUFS)) {
      return Optional.empty();
    }
    if (name.startsWith(WHITEOUT)) {
      String hidden = name.substring(WHITEOUT.length());
      return Optional.of(
          new LayerEntry.Whiteout(parent.isEmpty() ? hidden : parent + "/" + hidden));
    }
    if (path.isEmpty() && !entry.isDirectory()) {
      return Optional.empty();
    }
    return Optional.of(file(entry, path));
  }

  private LayerEntry file(TarArchiveEntry entry, String path) throws IOException {
    FileAttributes attributes =
        new FileAttributes(
            entry.getMode() & PERMISSIONS,
            (int) entry.getLongUserId(),
            (int) entry.getLongGroupId());
    if (entry.isDirectory()) {
      return new LayerEntry.Folder(path, attributes);
    }
    if (entry.isLink()) {
      return new LayerEntry.HardLink(path, attributes, normalized(entry.getLinkName()));
    }
    if (entry.isSymbolicLink()) {
      return new LayerEntry.Symlink(path, attributes, entry.getLinkName());
    }
    if (entry.isCharacterDevice()) {
      return new LayerEntry.Special(path, attributes, SpecialFile.Kind.CHARACTER_DEVICE);
    }
    if (entry.isBlockDevice()) {
      return new LayerEntry.Special(path, attributes, SpecialFile.Kind.BLOCK_DEVICE);
    }
    return entry.isFIFO()
        ? new LayerEntry.Special(path, attributes, SpecialFile.Kind.PIPE)
        : stored(path, attributes);
  }

  private LayerEntry stored(String path, FileAttributes attributes) throws IOException {
    long size = 0;
    int count;
    while ((count = tar.read(buffer)) >= 0) {
      digest.update(buffer, 0, count);
      size += count;
    }
    return new LayerEntry.File(path, attributes, size, ContentHash.of(digest.digest()));
  }

  private static String normalized(String path) throws IOException {
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    if (names.size() > MAX_DEPTH) {
      throw new IOException("a file lies %d directories deep".formatted(names.size()));
    }
    return String.join("/", names);
  }
}
