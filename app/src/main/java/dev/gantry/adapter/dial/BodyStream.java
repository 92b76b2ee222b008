package dev.gantry.adapter.dial;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The body of an HTTP/1.1 answer: ends after its length, or after its last chunk (RFC 9112,
/// section 7.1), and never reads past that.
final class BodyStream extends PieceInputStream {

  private static final int MAX_LINE = 1024;
  private static final int HEX = 16;

  private final InputStream in;
  private final boolean chunked;
  private boolean first = true;
  private boolean ended;
  private long left;

  private BodyStream(InputStream in, boolean chunked, long left) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
  }

  static BodyStream chunked(InputStream in) {
    return new BodyStream(in, true, 0);
  }

  static BodyStream ofLength(InputStream in, long bytes) {
    return new BodyStream(in, false, bytes);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the answer ended too early");
    }
    left -= read;
    return read;
  }

  private boolean nextChunk() throws IOException {
    if (!chunked || ended) {
      return false;
    }
    if (!first) {
      line();
    }
    first = false;
    left = size(line());
    if (left == 0) {
      ended = true;
      while (!line().isEmpty()) {
        // fields after the body, which no engine sends
      }
    }
    return !ended;
  }

  private static long size(String line) throws IOException {
    int extension = line.indexOf(';');
    String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
    if (!digits.matches("[0-9a-fA-F]{1,15}")) {
      throw new IOException("no size of a chunk: " + line);
    }
    return Long.parseLong(digits, HEX);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() > MAX_LINE) {
        throw new EOFException("the answer ended too early");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
