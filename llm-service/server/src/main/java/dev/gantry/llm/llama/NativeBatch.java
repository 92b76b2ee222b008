package dev.gantry.llm.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gantry.llm.model.TokenBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A `llama_batch` in memory of ours.
final class NativeBatch {
  private final MemorySegment struct;
  private final MemorySegment tokens;
  private final MemorySegment positions;
  private final MemorySegment sequences;
  private final MemorySegment outputs;

  NativeBatch(Arena arena, int capacity) {
    tokens = arena.allocate(JAVA_INT, capacity);
    positions = arena.allocate(JAVA_INT, capacity);
    sequences = arena.allocate(JAVA_INT, capacity);
    outputs = arena.allocate(JAVA_BYTE, capacity);
    // each token is in exactly one sequence: pointer i leads to element i of the array
    MemorySegment sequenceCounts = arena.allocate(JAVA_INT, capacity);
    MemorySegment sequencePointers = arena.allocate(ADDRESS, capacity);
    for (int i = 0; i < capacity; i++) {
      sequenceCounts.setAtIndex(JAVA_INT, i, 1);
      sequencePointers.setAtIndex(ADDRESS, i, sequences.asSlice((long) i * Integer.BYTES));
    }
    struct = arena.allocate(Layouts.BATCH);
    point("token", tokens);
    point("pos", positions);
    point("n_seq_id", sequenceCounts);
    point("seq_id", sequencePointers);
    point("logits", outputs);
  }

  private void point(String field, MemorySegment array) {
    struct.set(ADDRESS, Layouts.offset(Layouts.BATCH, field), array);
  }

  /// Copies checked tokens.
  void fill(TokenBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      tokens.setAtIndex(JAVA_INT, row, batch.token(row));
      positions.setAtIndex(JAVA_INT, row, batch.position(row));
      sequences.setAtIndex(JAVA_INT, row, batch.sequence(row));
      outputs.set(JAVA_BYTE, row, (byte) (batch.output(row) ? 1 : 0));
    }
    struct.set(JAVA_INT, 0, batch.size());
  }

  MemorySegment struct() {
    return struct;
  }
}
