package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// The vocabulary of a model. Checks every token first: the library ends the process on a wrong
/// one.
final class Vocabulary {
  private static final int USUAL_PIECE_BYTES = 64;

  private final VocabularyFunctions functions;
  private final MemorySegment vocabulary;
  private final int size;

  Vocabulary(VocabularyFunctions functions, MemorySegment vocabulary) {
    this.functions = functions;
    this.vocabulary = vocabulary;
    size = functions.size(vocabulary);
  }

  int size() {
    return size;
  }

  int longestPieceBytes() {
    int longest = 1;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(USUAL_PIECE_BYTES);
      for (int token = 0; token < size; token++) {
        // negative where it does not fit
        longest = Math.max(longest, Math.abs(functions.piece(vocabulary, token, buffer)));
      }
    }
    return longest;
  }

  int[] tokenize(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeText = arena.allocateFrom(JAVA_BYTE, bytes);
      // room for a token a byte and for the special ones around them
      MemorySegment tokens = arena.allocate(JAVA_INT, bytes.length + 8L);
      int count = functions.tokenize(vocabulary, nativeText, tokens);
      if (count < 0) {
        tokens = arena.allocate(JAVA_INT, Math.negateExact(count));
        count = functions.tokenize(vocabulary, nativeText, tokens);
      }
      return tokens.asSlice(0, (long) count * Integer.BYTES).toArray(JAVA_INT);
    }
  }

  byte[] piece(int token) {
    require(token);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(USUAL_PIECE_BYTES);
      int length = functions.piece(vocabulary, token, buffer);
      if (length < 0) {
        buffer = arena.allocate(Math.negateExact(length));
        length = functions.piece(vocabulary, token, buffer);
      }
      return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    }
  }

  boolean endsText(int token) {
    require(token);
    return functions.endsText(vocabulary, token);
  }

  private void require(int token) {
    if (token < 0 || token >= size) {
      throw new IllegalArgumentException("no token " + token + " in a vocabulary of " + size);
    }
  }
}
