package dev.gantry.llm.generation;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Makes text of the bytes of tokens, which may end inside a character. Bytes that are no UTF-8
/// become U+FFFD; a character that is never completed is left out.
final class Utf8Assembler {
  private static final int LONGEST_CHARACTER_BYTES = 4;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /// Bytes of a character that is not complete.
  private byte[] rest = new byte[0];

  /// The characters that are complete now.
  String add(byte[] piece) {
    if (piece.length == 0) {
      return "";
    }
    ByteBuffer in = ByteBuffer.allocate(rest.length + piece.length).put(rest).put(piece).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST_CHARACTER_BYTES);
    decoder.reset().decode(in, out, false);
    rest = new byte[in.remaining()];
    in.get(rest);
    return out.flip().toString();
  }
}
