package dev.gantry.llm.generation;

import dev.gantry.llm.model.Decoder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sequences of a decoder. A free one still knows the conversation that it had last, until
/// another takes it: the next turn of that one begins where its prompt is new.
final class Slots {
  private final Decoder decoder;
  private final int count;
  private final BitSet taken = new BitSet();

  /// What free sequences know, longest ago first.
  private final Map<Integer, Known> known = new LinkedHashMap<>();

  /// A conversation, as far as a sequence has it.
  private static final class Known {
    private final String conversation;
    private final int[] tokens;

    Known(String conversation, int[] tokens) {
      this.conversation = conversation;
      this.tokens = tokens;
    }

    boolean isOf(@Nullable String other) {
      return conversation.equals(other);
    }

    /// How many of its first tokens a prompt has, too.
    int sharedWith(int[] prompt) {
      int different = Arrays.mismatch(tokens, prompt);
      return different < 0 ? prompt.length : different;
    }
  }

  /// A sequence that is taken.
  ///
  /// @param decoded tokens of the prompt that it has
  record Slot(int sequence, int decoded) {}

  Slots(Decoder decoder, int count) {
    this.decoder = decoder;
    this.count = count;
  }

  /// Takes a sequence, of which there must be a free one.
  ///
  /// @param conversation null for none
  Slot take(@Nullable String conversation, int[] prompt) {
    int sequence = choose(conversation);
    taken.set(sequence);
    Known before = known.remove(sequence);
    if (before == null) {
      return new Slot(sequence, 0);
    }
    // the last token is decoded anew, since what follows it is asked for
    int shared =
        before.isOf(conversation) ? Math.min(before.sharedWith(prompt), prompt.length - 1) : 0;
    if (shared == 0 || !decoder.keep(sequence, shared)) {
      decoder.clear(sequence);
      return new Slot(sequence, 0);
    }
    return new Slot(sequence, shared);
  }

  private int choose(@Nullable String conversation) {
    int oldest = -1;
    for (Map.Entry<Integer, Known> entry : known.entrySet()) {
      if (entry.getValue().isOf(conversation)) {
        return entry.getKey();
      }
      oldest = oldest < 0 ? entry.getKey() : oldest;
    }
    for (int sequence = 0; sequence < count; sequence++) {
      if (!taken.get(sequence) && !known.containsKey(sequence)) {
        return sequence;
      }
    }
    return oldest;
  }

  /// Gives a sequence back, which forgets everything.
  void free(int sequence) {
    taken.clear(sequence);
    decoder.clear(sequence);
  }

  /// Gives a sequence back, which goes on to know a conversation.
  ///
  /// @param tokens that it has
  void keep(int sequence, String conversation, int[] tokens) {
    taken.clear(sequence);
    known.put(sequence, new Known(conversation, tokens));
  }
}
