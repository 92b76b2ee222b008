package dev.gantry.adapter.buildkit.agent;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes the data types of SSH (RFC 4251, section 5).
final class SshWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// The byte that says what a message is.
  SshWriter type(int type) {
    out.write(type);
    return this;
  }

  SshWriter number(int number) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    return this;
  }

  SshWriter string(byte[] bytes) {
    number(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  SshWriter text(String text) {
    return string(text.getBytes(StandardCharsets.UTF_8));
  }

  SshWriter integer(BigInteger value) {
    return string(value.signum() == 0 ? new byte[0] : value.toByteArray());
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
