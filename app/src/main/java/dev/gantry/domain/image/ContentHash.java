package dev.gantry.domain.image;

import java.util.HexFormat;

/// The SHA-256 of a file's bytes. Four numbers instead of a text, since an image can have a million
/// files.
public record ContentHash(long first, long second, long third, long fourth) {

  /// Number of bytes of a hash.
  public static final int LENGTH = 4 * Long.BYTES;

  /// Takes the hash as it is computed.
  ///
  /// @param bytes the 32 bytes of the hash
  public static ContentHash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash of %d bytes".formatted(bytes.length));
    }
    return new ContentHash(
        number(bytes, 0),
        number(bytes, Long.BYTES),
        number(bytes, 2 * Long.BYTES),
        number(bytes, 3 * Long.BYTES));
  }

  private static long number(byte[] bytes, int from) {
    long number = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      number = number << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
    }
    return number;
  }

  /// The hash in hexadecimal digits.
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(first)
        + hex.toHexDigits(second)
        + hex.toHexDigits(third)
        + hex.toHexDigits(fourth);
  }
}
