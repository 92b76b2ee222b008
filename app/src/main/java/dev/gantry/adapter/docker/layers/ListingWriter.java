package dev.gantry.adapter.docker.layers;

import dev.gantry.domain.image.ContentHash;
import dev.gantry.domain.image.FileAttributes;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Writes a [LayerListing].
final class ListingWriter implements AutoCloseable {
  private final DataOutputStream out;
  private byte[] lastPath = {};

  ListingWriter(OutputStream stream) throws IOException {
    out = new DataOutputStream(new BufferedOutputStream(new FastGzip(stream)));
    out.write(LayerListing.MAGIC);
  }

  /// Hashes do not get smaller by trying hard.
  private static final class FastGzip extends GZIPOutputStream {
    private FastGzip(OutputStream stream) throws IOException {
      super(stream, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  void write(LayerEntry entry) throws IOException {
    switch (entry) {
      case LayerEntry.Folder(var path, var attributes) ->
          head(LayerListing.FOLDER, path, attributes);
      case LayerEntry.File(var path, var attributes, var size, var hash) -> {
        head(LayerListing.FILE, path, attributes);
        number(size);
        hash(hash);
      }
      case LayerEntry.HardLink(var path, var attributes, var target) -> {
        head(LayerListing.HARD_LINK, path, attributes);
        text(target);
      }
      case LayerEntry.Symlink(var path, var attributes, var target) -> {
        head(LayerListing.SYMLINK, path, attributes);
        text(target);
      }
      case LayerEntry.Special(var path, var attributes, var kind) -> {
        head(LayerListing.SPECIAL, path, attributes);
        out.writeByte(LayerListing.SPECIAL_FILES.indexOf(kind));
      }
      case LayerEntry.Whiteout(var path) -> head(LayerListing.WHITEOUT, path);
      case LayerEntry.Opaque(var path) -> head(LayerListing.OPAQUE, path);
    }
  }

  /// Says that this was all; a listing without an end is no listing.
  void end() throws IOException {
    out.writeByte(LayerListing.END);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void head(int kind, String path, FileAttributes attributes) throws IOException {
    head(kind, path);
    number(attributes.mode());
    number(Integer.toUnsignedLong(attributes.userId()));
    number(Integer.toUnsignedLong(attributes.groupId()));
  }

  private void head(int kind, String path) throws IOException {
    out.writeByte(kind);
    byte[] bytes = LayerListing.bytes(path);
    int shared = Arrays.mismatch(lastPath, bytes);
    if (shared < 0) {
      shared = bytes.length;
    }
    number(shared);
    number(bytes.length - shared);
    out.write(bytes, shared, bytes.length - shared);
    lastPath = bytes;
  }

  private void text(String text) throws IOException {
    byte[] bytes = LayerListing.bytes(text);
    number(bytes.length);
    out.write(bytes);
  }

  private void hash(ContentHash hash) throws IOException {
    out.writeLong(hash.first());
    out.writeLong(hash.second());
    out.writeLong(hash.third());
    out.writeLong(hash.fourth());
  }

  private void number(long value) throws IOException {
    long rest = value;
    while (rest > 0x7F) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }
}
