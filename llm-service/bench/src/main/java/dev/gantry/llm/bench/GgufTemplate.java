package dev.gantry.llm.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The key-value pairs of a GGUF file as they are in it, so that another file can have the same
/// tokenizer.
///
/// @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF specification</a>
final class GgufTemplate {
  private static final int MAGIC = 0x46554747;
  private static final int TYPE_UINT32 = 4;
  private static final int TYPE_STRING = 8;
  private static final int TYPE_ARRAY = 9;

  /// Type and value of each pair.
  private final Map<String, byte[]> pairs = new LinkedHashMap<>();

  private GgufTemplate() {}

  /// Reads a small file.
  static GgufTemplate read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt() != MAGIC) {
      throw new IOException(file + " is no GGUF file");
    }
    in.getInt();
    in.getLong();
    long count = in.getLong();
    GgufTemplate template = new GgufTemplate();
    for (long i = 0; i < count; i++) {
      String key = string(in);
      int begin = in.position();
      skipValue(in, in.getInt());
      template.pairs.put(key, Arrays.copyOfRange(in.array(), begin, in.position()));
    }
    return template;
  }

  private static String string(ByteBuffer in) {
    byte[] bytes = new byte[Math.toIntExact(in.getLong())];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void skipValue(ByteBuffer in, int type) {
    switch (type) {
      case TYPE_STRING -> string(in);
      case TYPE_ARRAY -> {
        int elements = in.getInt();
        long count = in.getLong();
        for (long i = 0; i < count; i++) {
          skipValue(in, elements);
        }
      }
      case 0, 1, 7 -> in.get();
      case 2, 3 -> in.getShort();
      case 4, 5, 6 -> in.getInt();
      default -> in.getLong();
    }
  }

  void set(String key, int value) {
    pairs.put(key, little(2 * Integer.BYTES).putInt(TYPE_UINT32).putInt(value).array());
  }

  void set(String key, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    pairs.put(
        key,
        little(Integer.BYTES + Long.BYTES + bytes.length)
            .putInt(TYPE_STRING)
            .putLong(bytes.length)
            .put(bytes)
            .array());
  }

  int count() {
    return pairs.size();
  }

  /// All pairs as they are written.
  byte[] bytes() {
    int size = 0;
    for (Map.Entry<String, byte[]> pair : pairs.entrySet()) {
      size += Long.BYTES + utf8(pair.getKey()).length + pair.getValue().length;
    }
    byte[] bytes = new byte[size];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    pairs.forEach((key, value) -> out.putLong(utf8(key).length).put(utf8(key)).put(value));
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
