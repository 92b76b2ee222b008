package dev.gantry.llm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Damaged and hostile files, made of a good one, the same ones each time.
final class CorruptModels {
  private static final long SEED = 20_260_101;

  /// Where the weights begin lies behind this.
  private static final int HEADER_BYTES = 80_000;

  /// The keys and their values are before this, the vocabulary apart.
  private static final int STRUCTURE_BYTES = 1_000;

  private static final int TENSORS_AT = 8;
  private static final int PAIRS_AT = 16;

  private static final List<String> NUMBERS =
      List.of(
          "llama.block_count",
          "llama.context_length",
          "llama.embedding_length",
          "llama.feed_forward_length",
          "llama.attention.head_count",
          "llama.attention.head_count_kv");

  private final byte[] good;
  private final Random random = new Random(SEED);
  private final List<Case> cases = new ArrayList<>();

  private CorruptModels(byte[] good) {
    this.good = good;
  }

  /// A file that is not as it should be.
  ///
  /// @param bytes makes them: all at once would be a gigabyte
  record Case(String name, Supplier<byte[]> bytes) {}

  /// Something done to the bytes of a file.
  @FunctionalInterface
  private interface Damage {
    void to(ByteBuffer file);
  }

  /// Two hundred cases.
  static List<Case> of(byte[] good) {
    CorruptModels models = new CorruptModels(good);
    models.truncations();
    models.flips();
    models.counts();
    models.numbers();
    return models.cases;
  }

  private void add(String name, Damage damage) {
    cases.add(
        new Case(
            name,
            () -> {
              byte[] bytes = good.clone();
              damage.to(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
              return bytes;
            }));
  }

  private void truncate(int length) {
    cases.add(new Case("%d bytes".formatted(length), () -> Arrays.copyOf(good, length)));
  }

  /// 60, of which 5 in the weights.
  private void truncations() {
    for (int length = 0; length < 25; length++) {
      truncate(length);
    }
    for (int i = 0; i < 30; i++) {
      truncate(25 + random.nextInt(HEADER_BYTES / 2));
    }
    for (int i = 0; i < 4; i++) {
      truncate(HEADER_BYTES + random.nextInt(good.length - HEADER_BYTES));
    }
    truncate(good.length - 1);
  }

  /// 70: single bytes and groups of them, in the header and in the weights.
  private void flips() {
    for (int i = 0; i < 60; i++) {
      int at = i < 24 ? i : random.nextInt(STRUCTURE_BYTES);
      int bit = random.nextInt(8);
      add("bit %d of byte %d".formatted(bit, at), file -> flip(file, at, bit));
    }
    for (int i = 0; i < 5; i++) {
      int at = good.length - 1 - random.nextInt(good.length - HEADER_BYTES);
      add("byte %d, a weight".formatted(at), file -> flip(file, at, 6));
    }
    for (int i = 0; i < 5; i++) {
      long seed = random.nextLong();
      add("20 bytes by %d".formatted(seed), file -> flipMany(file, new Random(seed)));
    }
  }

  private static void flip(ByteBuffer file, int at, int bit) {
    file.put(at, (byte) (file.get(at) ^ 1 << bit));
  }

  private static void flipMany(ByteBuffer file, Random random) {
    for (int i = 0; i < 20; i++) {
      flip(file, random.nextInt(HEADER_BYTES), random.nextInt(8));
    }
  }

  /// 52: numbers of things, and lengths, that cannot be.
  private void counts() {
    int firstKeyLength = PAIRS_AT + Long.BYTES;
    for (int at : new int[] {TENSORS_AT, PAIRS_AT, firstKeyLength, lengthOf("tokenizer")}) {
      for (long count : ABSURD) {
        add("%d at %d".formatted(count, at), file -> file.putLong(at, count));
      }
    }
  }

  private static final List<Long> ABSURD =
      List.of(
          -1L,
          0L,
          1L,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          1L << 32,
          1L << 31,
          (1L << 31) - 1,
          1L << 61,
          1L << 40,
          1_000_000L,
          10_000_000_000L,
          0x7f7f7f7fL);

  /// Where the length of the first key that begins so is.
  private int lengthOf(String key) {
    return find(key) - Long.BYTES;
  }

  /// 18: values that no model has.
  private void numbers() {
    for (String key : NUMBERS) {
      int at = find(key) + key.length() + Integer.BYTES;
      for (int value : new int[] {0, -1, 1_000_003}) {
        add("%s is %d".formatted(key, value), file -> file.putInt(at, value));
      }
    }
  }

  private int find(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < HEADER_BYTES; at++) {
      // the whole key: a type follows, not another letter
      if (Arrays.equals(good, at, at + bytes.length, bytes, 0, bytes.length)
          && (text.equals("tokenizer") || good[at + bytes.length] < 'A')) {
        return at;
      }
    }
    throw new AssertionError("no " + text);
  }
}
