package dev.gantry.adapter.buildkit.agent;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads the data types of SSH (RFC 4251, section 5). Each method throws a
/// [BufferUnderflowException] when the data ends too early.
final class SshReader {

  private final ByteBuffer data;

  SshReader(byte[] data) {
    this.data = ByteBuffer.wrap(data);
  }

  /// The byte that says what a message is.
  int type() {
    return data.get() & 0xff;
  }

  int number() {
    return data.getInt();
  }

  byte[] string() {
    int length = number();
    if (length < 0 || length > data.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] string = new byte[length];
    data.get(string);
    return string;
  }

  String text() {
    return new String(string(), StandardCharsets.UTF_8);
  }

  BigInteger integer() {
    byte[] bytes = string();
    return bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
  }

  /// Takes the bytes at the beginning, if they are there.
  boolean begins(byte[] bytes) {
    int end = data.position() + bytes.length;
    boolean begins =
        end <= data.limit()
            && data.slice(data.position(), bytes.length).equals(ByteBuffer.wrap(bytes));
    if (begins) {
      data.position(end);
    }
    return begins;
  }
}
