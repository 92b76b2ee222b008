package dev.gantry.llm.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/// Reads numbers and strings from the beginning of a file, and refuses every length that goes
/// beyond its end before anything is allocated for it.
final class LittleEndianInput {
  private static final int LONGEST_STRING_BYTES = 16 << 20;

  private final FileChannel channel;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /// Where the end of the buffer is in the file.
  private long buffered;

  LittleEndianInput(FileChannel channel) throws IOException {
    this.channel = channel;
    size = channel.size();
    buffer.flip();
  }

  /// Bytes from the next one to be read to the end of the file.
  long remaining() {
    return size - buffered + buffer.remaining();
  }

  int readByte() throws IOException, InvalidGgufException {
    require(1);
    return buffer.get() & 0xff;
  }

  int readShort() throws IOException, InvalidGgufException {
    require(Short.BYTES);
    return buffer.getShort() & 0xffff;
  }

  int readInt() throws IOException, InvalidGgufException {
    require(Integer.BYTES);
    return buffer.getInt();
  }

  long readLong() throws IOException, InvalidGgufException {
    require(Long.BYTES);
    return buffer.getLong();
  }

  /// A count or a length: a 64-bit number that is checked against what is left of the file.
  ///
  /// @param leastBytesEach the fewest bytes that one of the counted things takes
  long readCount(String what, int leastBytesEach) throws IOException, InvalidGgufException {
    long count = readLong();
    if (count < 0 || count > remaining() / leastBytesEach) {
      throw new InvalidGgufException(
          "%s is %s, but only %d bytes of the file follow"
              .formatted(what, Long.toUnsignedString(count), remaining()));
    }
    return count;
  }

  String readString(String what) throws IOException, InvalidGgufException {
    long length = readCount("the length of " + what, 1);
    if (length > LONGEST_STRING_BYTES) {
      throw new InvalidGgufException("%s has %d bytes".formatted(what, length));
    }
    byte[] bytes = new byte[(int) length];
    for (int done = 0; done < bytes.length; ) {
      require(1);
      int part = Math.min(buffer.remaining(), bytes.length - done);
      buffer.get(bytes, done, part);
      done += part;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  void skip(long bytes) throws IOException, InvalidGgufException {
    if (bytes > remaining()) {
      throw truncated();
    }
    if (bytes <= buffer.remaining()) {
      buffer.position(buffer.position() + (int) bytes);
    } else {
      buffered += bytes - buffer.remaining();
      channel.position(buffered);
      buffer.position(0).limit(0);
    }
  }

  private void require(int bytes) throws IOException, InvalidGgufException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    for (int got = 0; buffer.position() < bytes && got >= 0; buffered += Math.max(got, 0)) {
      got = channel.read(buffer);
    }
    buffer.flip();
    if (buffer.remaining() < bytes) {
      throw truncated();
    }
  }

  private InvalidGgufException truncated() {
    return new InvalidGgufException(
        "the header ends in the middle, after %d bytes".formatted(size));
  }
}
