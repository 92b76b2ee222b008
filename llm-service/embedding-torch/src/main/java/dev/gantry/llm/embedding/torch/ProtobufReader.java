package dev.gantry.llm.embedding.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads the fields of a message in the wire format of Protocol Buffers, one after the other. What
/// is cut off or no such format ends in a [RuntimeException] of [ByteBuffer], or in an
/// [IllegalArgumentException].
final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int MOST_VARINT_BITS = 64;

  private final ByteBuffer in;
  private int wireType;

  ProtobufReader(ByteBuffer in) {
    this.in = in.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean hasNext() {
    return in.hasRemaining();
  }

  /// Number of the next field; its value must be read or skipped before the next one.
  int nextField() {
    int tag = Math.toIntExact(varint());
    wireType = tag & 7;
    return tag >>> 3;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < MOST_VARINT_BITS; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits at " + in.position());
  }

  /// The bytes of a text, of packed numbers or of a message within this one.
  ByteBuffer bytes() {
    if (wireType != LENGTH_DELIMITED) {
      throw new IllegalArgumentException(
          "a field of type %d at %d".formatted(wireType, in.position()));
    }
    int length = Math.toIntExact(varint());
    ByteBuffer bytes = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return bytes;
  }

  ProtobufReader message() {
    return new ProtobufReader(bytes());
  }

  String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  /// Whether a field that may be repeated is written as one value with all numbers in it.
  boolean isPacked() {
    return wireType == LENGTH_DELIMITED;
  }

  void skip() {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> in.position(in.position() + Long.BYTES);
      case LENGTH_DELIMITED -> bytes();
      case FIXED32 -> in.position(in.position() + Integer.BYTES);
      default ->
          throw new IllegalArgumentException(
              "a field of type %d at %d".formatted(wireType, in.position()));
    }
  }
}
