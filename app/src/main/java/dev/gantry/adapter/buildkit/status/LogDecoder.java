package dev.gantry.adapter.buildkit.status;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns the bytes of one output stream into text. A piece may end in the middle of a character;
/// its first bytes are kept for the next piece.
final class LogDecoder {

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer rest = ByteBuffer.allocate(0);

  String decode(ByteBuffer piece) {
    ByteBuffer bytes = ByteBuffer.allocate(rest.remaining() + piece.remaining());
    bytes.put(rest).put(piece).flip();
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    decoder.decode(bytes, text, false);
    rest = bytes;
    return text.flip().toString();
  }
}
