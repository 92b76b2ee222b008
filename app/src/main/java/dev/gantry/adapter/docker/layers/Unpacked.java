package dev.gantry.adapter.docker.layers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/// Tells by their first bytes what the parts of an image archive are: layers are tar archives,
/// plain or compressed with gzip or zstd, and everything else is not.
final class Unpacked {
  private static final int HEADER = 512;
  private static final int BUFFER = 1 << 16;

  private Unpacked() {}

  /// The archive of a layer, unpacked; empty when this is none.
  static Optional<InputStream> layer(InputStream part) throws IOException {
    InputStream packed = new BufferedInputStream(part, BUFFER);
    byte[] head = head(packed);
    InputStream unpacked = new BufferedInputStream(decompressed(packed, head), BUFFER);
    return isTar(head(unpacked)) ? Optional.of(unpacked) : Optional.empty();
  }

  private static InputStream decompressed(InputStream packed, byte[] head) throws IOException {
    if (GzipCompressorInputStream.matches(head, head.length)) {
      return GzipCompressorInputStream.builder()
          .setInputStream(packed)
          .setDecompressConcatenated(true)
          .get();
    }
    return isZstd(head) ? new ZstdCompressorInputStream(packed) : packed;
  }

  /// RFC 8878, section 3.1.1.
  private static boolean isZstd(byte[] head) {
    return head.length >= 4
        && head[0] == (byte) 0x28
        && head[1] == (byte) 0xB5
        && head[2] == (byte) 0x2F
        && head[3] == (byte) 0xFD;
  }

  /// An archive without entries is all zeros.
  private static boolean isTar(byte[] head) {
    return head.length == HEADER && (isZero(head) || isHeader(head));
  }

  private static boolean isHeader(byte[] head) {
    try {
      return TarUtils.verifyCheckSum(head);
    } catch (IllegalArgumentException _) {
      return false; // where the sum would be there is no number
    }
  }

  private static boolean isZero(byte[] bytes) {
    for (byte value : bytes) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] head(InputStream stream) throws IOException {
    stream.mark(HEADER);
    byte[] head = stream.readNBytes(HEADER);
    stream.reset();
    return head;
  }
}
