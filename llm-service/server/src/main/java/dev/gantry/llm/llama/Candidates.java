package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/// Tokens to choose from (llama_token_data_array and its llama_token_data).
final class Candidates {
  private static final long TOKEN_BYTES = Layouts.TOKEN_DATA.byteSize();
  private static final long ID = Layouts.offset(Layouts.TOKEN_DATA, "id");
  private static final long LOGIT = Layouts.offset(Layouts.TOKEN_DATA, "logit");
  private static final long SIZE = Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "size");
  private static final long SELECTED = Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "selected");
  private static final long SORTED = Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "sorted");
  private static final long NONE_SELECTED = -1;

  private final MemorySegment tokens;
  private final MemorySegment array;

  Candidates(Arena arena, int most) {
    tokens = arena.allocate(Layouts.TOKEN_DATA, most);
    array = arena.allocate(Layouts.TOKEN_DATA_ARRAY);
    array.set(ADDRESS, Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "data"), tokens);
  }

  /// All tokens of a vocabulary.
  MemorySegment fill(MemorySegment logits, int count) {
    for (int token = 0; token < count; token++) {
      set(token, token, logits.getAtIndex(JAVA_FLOAT, token));
    }
    return ready(count);
  }

  /// One token.
  MemorySegment fill(int token) {
    set(0, token, 0);
    return ready(1);
  }

  private void set(long index, int token, float logit) {
    tokens.set(JAVA_INT, index * TOKEN_BYTES + ID, token);
    tokens.set(JAVA_FLOAT, index * TOKEN_BYTES + LOGIT, logit);
  }

  private MemorySegment ready(long size) {
    array.set(JAVA_LONG, SIZE, size);
    array.set(JAVA_LONG, SELECTED, NONE_SELECTED);
    array.set(JAVA_BOOLEAN, SORTED, false);
    return array;
  }

  /// The token that a sampler chose; empty where it was forbidden, which a sampler chooses only
  /// where all are.
  OptionalInt selected() {
    long index = array.get(JAVA_LONG, SELECTED);
    return index >= 0 && index < array.get(JAVA_LONG, SIZE) && isAllowed(index)
        ? OptionalInt.of(tokens.get(JAVA_INT, index * TOKEN_BYTES + ID))
        : OptionalInt.empty();
  }

  /// Forbids more of those that are still allowed.
  void forbidUnless(IntPredicate allowed) {
    long size = array.get(JAVA_LONG, SIZE);
    for (long index = 0; index < size; index++) {
      if (isAllowed(index) && !allowed.test(tokens.get(JAVA_INT, index * TOKEN_BYTES + ID))) {
        tokens.set(JAVA_FLOAT, index * TOKEN_BYTES + LOGIT, Float.NEGATIVE_INFINITY);
      }
    }
  }

  /// Whether any token is left that no sampler has forbidden.
  boolean anyAllowed() {
    long size = array.get(JAVA_LONG, SIZE);
    for (long index = 0; index < size; index++) {
      if (isAllowed(index)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAllowed(long index) {
    return tokens.get(JAVA_FLOAT, index * TOKEN_BYTES + LOGIT) > Float.NEGATIVE_INFINITY;
  }
}
