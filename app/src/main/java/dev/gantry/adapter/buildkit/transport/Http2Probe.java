package dev.gantry.adapter.buildkit.transport;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Finds out whether the other side speaks HTTP/2 from the first byte on (RFC 9113, section 3.4):
/// it answers the preface with a frame of settings.
final class Http2Probe {

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int FRAME_HEAD_BYTES = 9;
  private static final int TYPE_INDEX = 3;
  private static final byte SETTINGS = 4;

  private Http2Probe() {}

  /// The connection is spent afterwards.
  static boolean answers(Socket socket) throws IOException {
    byte[] hello = new byte[PREFACE.length + FRAME_HEAD_BYTES];
    System.arraycopy(PREFACE, 0, hello, 0, PREFACE.length);
    hello[PREFACE.length + TYPE_INDEX] = SETTINGS;
    socket.getOutputStream().write(hello);
    socket.getOutputStream().flush();
    byte[] head = socket.getInputStream().readNBytes(FRAME_HEAD_BYTES);
    return head.length == FRAME_HEAD_BYTES && head[TYPE_INDEX] == SETTINGS;
  }
}
