package dev.gantry.adapter.docker.layers;

import dev.gantry.domain.image.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Hashes all that is read or skipped.
final class HashingStream extends FilterInputStream {
  private final MessageDigest digest = Sha256.digest();

  HashingStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      digest.update((byte) value);
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      digest.update(bytes, offset, count);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    return count <= 0 ? 0 : readNBytes((int) Math.min(count, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /// Reads what is left, and tells the digest of everything.
  Digest finish() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    return new Digest("sha256:" + HexFormat.of().formatHex(digest.digest()));
  }
}
