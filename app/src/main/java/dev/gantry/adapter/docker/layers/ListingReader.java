package dev.gantry.adapter.docker.layers;

import dev.gantry.domain.image.ContentHash;
import dev.gantry.domain.image.FileAttributes;
import dev.gantry.domain.image.FileNode.SpecialFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Reads a [LayerListing].
final class ListingReader implements AutoCloseable {
  private static final int MAX_TEXT = 1 << 20;
  private static final int BUFFER = 1 << 16;

  private final DataInputStream in;
  private final Map<FileAttributes, FileAttributes> shared = new HashMap<>();
  private byte[] lastPath = {};

  /// @throws IOException if this is no listing of the version that is written today
  ListingReader(InputStream stream) throws IOException {
    in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(stream, BUFFER), BUFFER));
    if (!Arrays.equals(in.readNBytes(LayerListing.MAGIC.length), LayerListing.MAGIC)) {
      throw new IOException("not a listing of this version");
    }
  }

  /// The next entry, or empty at the end.
  Optional<LayerEntry> next() throws IOException {
    int kind = in.readUnsignedByte();
    return kind == LayerListing.END ? Optional.empty() : Optional.of(entry(kind, path()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private LayerEntry entry(int kind, String path) throws IOException {
    return switch (kind) {
      case LayerListing.FOLDER -> new LayerEntry.Folder(path, attributes());
      case LayerListing.FILE -> new LayerEntry.File(path, attributes(), number(), hash());
      case LayerListing.HARD_LINK -> new LayerEntry.HardLink(path, attributes(), text());
      case LayerListing.SYMLINK -> new LayerEntry.Symlink(path, attributes(), text());
      case LayerListing.SPECIAL -> new LayerEntry.Special(path, attributes(), specialKind());
      case LayerListing.WHITEOUT -> new LayerEntry.Whiteout(path);
      case LayerListing.OPAQUE -> new LayerEntry.Opaque(path);
      default -> throw new IOException("no kind of entry: " + kind);
    };
  }

  private String path() throws IOException {
    int kept = length(lastPath.length);
    byte[] rest = in.readNBytes(length(MAX_TEXT));
    byte[] path = Arrays.copyOf(lastPath, kept + rest.length);
    System.arraycopy(rest, 0, path, kept, rest.length);
    lastPath = path;
    return LayerListing.text(path);
  }

  /// There are few different ones, which a million files can share.
  private FileAttributes attributes() throws IOException {
    int mode = length(07777);
    FileAttributes attributes = new FileAttributes(mode, (int) number(), (int) number());
    return shared.computeIfAbsent(attributes, it -> it);
  }

  private String text() throws IOException {
    return LayerListing.text(in.readNBytes(length(MAX_TEXT)));
  }

  private SpecialFile.Kind specialKind() throws IOException {
    int kind = in.readUnsignedByte();
    if (kind >= LayerListing.SPECIAL_FILES.size()) {
      throw new IOException("no kind of special file: " + kind);
    }
    return LayerListing.SPECIAL_FILES.get(kind);
  }

  private ContentHash hash() throws IOException {
    return new ContentHash(in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }

  private int length(int max) throws IOException {
    long length = number();
    if (length < 0 || length > max) {
      throw new IOException("no length: " + length);
    }
    return (int) length;
  }

  private long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("a number without an end");
  }
}
