package dev.gantry.llm.gguf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Reads the header of a GGUF file: what the model is, and whether the numbers in it make sense.
/// Some that do not make llama.cpp end the whole process, so they are refused here.
///
/// Layout (little endian): "GGUF", u32 version, u64 tensors, u64 pairs, then the pairs (string key,
/// u32 type, value) and the tensors (string name, u32 dimensions, u64 each, u32 type, u64 offset).
///
/// @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF specification</a>
public final class GgufReader {
  private static final int MAGIC = 0x46554747;
  private static final int TYPE_STRING = 8;
  private static final int TYPE_ARRAY = 9;

  /// Beyond this llama.cpp ends the process (LLAMA_MAX_LAYERS).
  private static final long MOST_BLOCKS = 512;

  private static final int BYTES_PER_NUMBER = 2;
  private static final int MOST_DIMENSIONS = 4;
  private static final int LEAST_PAIR_BYTES = 8 + 4 + 1;
  private static final int LEAST_TENSOR_BYTES = 8 + 4 + 4 + 8;

  private final LittleEndianInput in;
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<String, String> strings = new HashMap<>();
  private final Map<Integer, Long> weightsByType = new HashMap<>();

  private GgufReader(LittleEndianInput in) {
    this.in = in;
  }

  /// The header of a file.
  ///
  /// @throws IOException where the file cannot be read
  /// @throws InvalidGgufException where it is not a GGUF file that can be used
  public static GgufHeader read(Path file) throws IOException, InvalidGgufException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new GgufReader(new LittleEndianInput(channel)).header(channel.size());
    }
  }

  private GgufHeader header(long sizeBytes) throws IOException, InvalidGgufException {
    if (sizeBytes < 4 || in.readInt() != MAGIC) {
      throw new InvalidGgufException("the file does not begin with \"GGUF\"");
    }
    int version = in.readInt();
    if (version != 2 && version != 3) {
      throw new InvalidGgufException(
          "the file has GGUF version %s; versions 2 and 3 are known"
              .formatted(Integer.toUnsignedString(version)));
    }
    long tensors = in.readCount("the number of tensors", LEAST_TENSOR_BYTES);
    long pairs = in.readCount("the number of key-value pairs", LEAST_PAIR_BYTES);
    for (long i = 0; i < pairs; i++) {
      readPair();
    }
    readTensors(tensors);
    return checkedHeader(sizeBytes);
  }

  private GgufHeader checkedHeader(long sizeBytes) throws InvalidGgufException {
    String architecture = strings.getOrDefault("general.architecture", "");
    if (architecture.isEmpty()) {
      throw new InvalidGgufException("the key general.architecture is missing");
    }
    long blocks = number(architecture + ".block_count", MOST_BLOCKS);
    long contextTokens = number(architecture + ".context_length", Integer.MAX_VALUE);
    long parameters = 0;
    Map.Entry<Integer, Long> most = Map.entry(0, 0L);
    for (Map.Entry<Integer, Long> entry : weightsByType.entrySet()) {
      parameters += entry.getValue();
      most = entry.getValue() > most.getValue() ? entry : most;
    }
    return new GgufHeader(
        architecture,
        strings.getOrDefault("general.name", ""),
        TensorType.name(most.getKey()),
        parameters,
        (int) contextTokens,
        stateBytesPerToken(architecture, blocks),
        sizeBytes);
  }

  /// Where layers differ, the file has arrays, and the most that it can be is taken.
  private long stateBytesPerToken(String architecture, long blocks) {
    long width = numbers.getOrDefault(architecture + ".embedding_length", 0L);
    long heads = Math.max(1, numbers.getOrDefault(architecture + ".attention.head_count", 1L));
    long stored = numbers.getOrDefault(architecture + ".attention.head_count_kv", heads);
    double usual = (double) width / heads;
    double key = number(architecture + ".attention.key_length", usual);
    double value = number(architecture + ".attention.value_length", usual);
    return Math.max(0, (long) (BYTES_PER_NUMBER * blocks * (double) stored * (key + value)));
  }

  private double number(String key, double otherwise) {
    Long value = numbers.get(key);
    return value == null ? otherwise : value;
  }

  private long number(String key, long most) throws InvalidGgufException {
    Long value = numbers.get(key);
    if (value == null) {
      throw new InvalidGgufException("the key " + key + " is missing or is not a whole number");
    }
    if (value < 1 || value > most) {
      throw new InvalidGgufException(
          "%s is %s; it must be from 1 to %d".formatted(key, Long.toUnsignedString(value), most));
    }
    return value;
  }

  private void readPair() throws IOException, InvalidGgufException {
    String key = in.readString("a key");
    int type = in.readInt();
    switch (type) {
      case TYPE_STRING -> strings.put(key, in.readString(key));
      case TYPE_ARRAY -> skipArray(key);
      case 0, 1, 7 -> numbers.put(key, (long) in.readByte());
      case 2, 3 -> numbers.put(key, (long) in.readShort());
      case 4 -> numbers.put(key, Integer.toUnsignedLong(in.readInt()));
      case 5 -> numbers.put(key, (long) in.readInt());
      case 10, 11 -> numbers.put(key, in.readLong());
      default -> in.skip(scalarBytes(key, type));
    }
  }

  private void skipArray(String key) throws IOException, InvalidGgufException {
    int type = in.readInt();
    if (type == TYPE_STRING) {
      long count = in.readCount("the number of elements of " + key, Long.BYTES);
      for (long i = 0; i < count; i++) {
        in.skip(in.readCount("the length of an element of " + key, 1));
      }
    } else {
      int bytes = scalarBytes(key, type);
      in.skip(bytes * in.readCount("the number of elements of " + key, bytes));
    }
  }

  private static int scalarBytes(String key, int type) throws InvalidGgufException {
    return switch (type) {
      case 0, 1, 7 -> 1;
      case 2, 3 -> 2;
      case 4, 5, 6 -> 4;
      case 10, 11, 12 -> 8;
      default ->
          throw new InvalidGgufException(
              "%s has the unknown type %s".formatted(key, Integer.toUnsignedString(type)));
    };
  }

  private void readTensors(long count) throws IOException, InvalidGgufException {
    Set<String> names = new HashSet<>();
    long furthestOffset = 0;
    for (long i = 0; i < count; i++) {
      String name = in.readString("the name of a tensor");
      if (!names.add(name)) {
        throw new InvalidGgufException("the tensor " + name + " occurs twice");
      }
      long weights = readWeights(name);
      weightsByType.merge(in.readInt(), weights, Long::sum);
      long offset = in.readLong();
      if (offset < 0) {
        throw new InvalidGgufException("the tensor " + name + " has an offset beyond the file");
      }
      furthestOffset = Math.max(furthestOffset, offset);
    }
    if (furthestOffset > in.remaining()) {
      throw new InvalidGgufException(
          "the file is truncated: weights begin %d bytes after the header, but only %d follow"
              .formatted(furthestOffset, in.remaining()));
    }
  }

  /// The product of the dimensions, which the library computes without looking for overflow.
  private long readWeights(String tensor) throws IOException, InvalidGgufException {
    int dimensions = in.readInt();
    if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
      throw new InvalidGgufException(
          "the tensor %s has %s dimensions"
              .formatted(tensor, Integer.toUnsignedString(dimensions)));
    }
    long weights = 1;
    for (int i = 0; i < dimensions; i++) {
      long length = in.readLong();
      if (length < 1 || length > Long.MAX_VALUE / 16 / weights) {
        throw new InvalidGgufException("the tensor " + tensor + " has an impossible shape");
      }
      weights *= length;
    }
    return weights;
  }
}
