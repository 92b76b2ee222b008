package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gantry.llm.model.PromptText;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The vocabulary of a model. Checks every token first: the library ends the process on a wrong
/// one.
final class Vocabulary {
  private static final int USUAL_PIECE_BYTES = 64;

  private final VocabularyFunctions functions;
  private final MemorySegment vocabulary;
  private final int size;

  /// By token.
  private final byte[][] pieces;

  private final ControlTokens controlTokens;

  Vocabulary(VocabularyFunctions functions, MemorySegment vocabulary) {
    this.functions = functions;
    this.vocabulary = vocabulary;
    size = functions.size(vocabulary);
    pieces = new byte[size][];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(USUAL_PIECE_BYTES);
      Arrays.setAll(pieces, token -> read(token, false, buffer));
      controlTokens = new ControlTokens(controlTexts(buffer));
    }
  }

  int size() {
    return size;
  }

  int longestPieceBytes() {
    return Stream.of(pieces)
        .mapToInt(piece -> piece.length)
        .filter(length -> length > 0)
        .max()
        .orElse(1);
  }

  /// The texts of the tokens that are not part of what somebody reads.
  private List<String> controlTexts(MemorySegment buffer) {
    List<String> texts = new ArrayList<>();
    for (int token = 0; token < size; token++) {
      if (functions.isControl(vocabulary, token)) {
        texts.add(new String(read(token, true, buffer), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  int[] tokenize(PromptText prompt) {
    List<PromptText.Part> parts = controlTokens.setApart(prompt);
    if (parts.isEmpty()) {
      return tokenize("", true, true);
    }
    return IntStream.range(0, parts.size())
        .flatMap(i -> IntStream.of(tokenize(parts.get(i).text(), i == 0, !parts.get(i).literal())))
        .toArray();
  }

  private int[] tokenize(String text, boolean first, boolean control) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeText = arena.allocateFrom(JAVA_BYTE, bytes);
      // room for a token a byte and for the special ones around them
      MemorySegment tokens = arena.allocate(JAVA_INT, bytes.length + 8L);
      int count = functions.tokenize(vocabulary, nativeText, tokens, first, control);
      if (count < 0) {
        tokens = arena.allocate(JAVA_INT, Math.negateExact(count));
        count = functions.tokenize(vocabulary, nativeText, tokens, first, control);
      }
      return tokens.asSlice(0, (long) count * Integer.BYTES).toArray(JAVA_INT);
    }
  }

  byte[] piece(int token) {
    require(token);
    return pieces[token].clone();
  }

  private byte[] read(int token, boolean control, MemorySegment buffer) {
    int length = functions.piece(vocabulary, token, buffer, control);
    if (length >= 0) {
      return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    }
    try (Arena arena = Arena.ofConfined()) {
      return read(token, control, arena.allocate(Math.negateExact(length)));
    }
  }

  MemorySegment segment() {
    return vocabulary;
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
