package dev.gantry.llm.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Builds the bytes of a GGUF file piece by piece, also wrong ones.
final class GgufBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// A file that is right up to here: no tensors, as many pairs as said.
  static GgufBuilder withPairs(long pairs) {
    return new GgufBuilder().bytes("GGUF").int32(3).int64(0).int64(pairs);
  }

  /// A file whose pairs are right and that has as many tensors as said.
  static GgufBuilder withTensors(long tensors) {
    return new GgufBuilder()
        .bytes("GGUF")
        .int32(3)
        .int64(tensors)
        .int64(4)
        .text("general.architecture", "llama")
        .text("general.name", "Test")
        .key("llama.block_count")
        .int32(4)
        .int32(2)
        .key("llama.context_length")
        .int32(4)
        .int32(64);
  }

  GgufBuilder bytes(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  GgufBuilder padding(int count) {
    out.writeBytes(new byte[count]);
    return this;
  }

  GgufBuilder int32(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  GgufBuilder int64(long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }

  GgufBuilder key(String text) {
    return int64(text.getBytes(StandardCharsets.UTF_8).length).bytes(text);
  }

  GgufBuilder text(String key, String value) {
    return key(key).int32(8).key(value);
  }

  GgufBuilder tensor(String name, int type, long offset, long... lengths) {
    key(name).int32(lengths.length);
    for (long length : lengths) {
      int64(length);
    }
    return int32(type).int64(offset);
  }

  byte[] build() {
    return out.toByteArray();
  }
}
