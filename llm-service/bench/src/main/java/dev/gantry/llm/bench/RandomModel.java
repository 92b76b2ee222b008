package dev.gantry.llm.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// A model of the architecture of Llama with random weights: as fast as a real one of its size, and
/// says nothing. The vocabulary is that of the bundled model.
///
/// @param name for example "1B"
/// @param width length of the vector of a token
/// @param heads of attention; a quarter of them has keys and values of its own
record RandomModel(
    String name, int width, int blocks, int feedForward, int heads, Quantization quantization) {
  private static final int CONTEXT_TOKENS = 2048;
  private static final int VOCABULARY = 3072;
  private static final int ALIGNMENT = 32;
  private static final int WEIGHTS_IN_BLOCK = 32;
  private static final int SHARED_HEADS = 4;
  private static final int F32 = 0;

  /// How weights are stored (ggml-common.h): blocks of 32, each with its scale in half precision.
  enum Quantization {
    Q8_0(8, 34, 7, 0.02 / 74),
    Q4_0(2, 18, 2, 0.02 / 4.6);

    private final int type;
    private final int blockBytes;
    private final int fileType;

    /// so that weights have a deviation of 0.02, as after initialisation
    private final double scale;

    Quantization(int type, int blockBytes, int fileType, double scale) {
      this.type = type;
      this.blockBytes = blockBytes;
      this.fileType = fileType;
      this.scale = scale;
    }
  }

  static List<RandomModel> all() {
    List<RandomModel> models = new ArrayList<>();
    for (Quantization quantization : Quantization.values()) {
      models.add(new RandomModel("20M", 512, 6, 1408, 8, quantization));
      models.add(new RandomModel("100M", 768, 16, 2048, 12, quantization));
      models.add(new RandomModel("1B", 2048, 22, 5632, 32, quantization));
    }
    return models;
  }

  private record Tensor(String name, int columns, int rows, boolean quantized) {}

  /// For example "random-1B.Q4_0.gguf".
  String fileName() {
    return "random-%s.%s.gguf".formatted(name, quantization);
  }

  /// The file with the model; written if it is not there.
  Path in(Path directory, Path template) throws IOException {
    Path file = directory.resolve(fileName());
    if (!Files.exists(file)) {
      Files.createDirectories(directory);
      Path unfinished = directory.resolve(fileName() + ".new");
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20)) {
        write(out, GgufTemplate.read(template));
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void write(OutputStream out, GgufTemplate pairs) throws IOException {
    pairs.set("general.name", "Random " + name);
    pairs.set("general.file_type", quantization.fileType);
    pairs.set("llama.context_length", CONTEXT_TOKENS);
    pairs.set("llama.embedding_length", width);
    pairs.set("llama.block_count", blocks);
    pairs.set("llama.feed_forward_length", feedForward);
    pairs.set("llama.attention.head_count", heads);
    pairs.set("llama.attention.head_count_kv", heads / SHARED_HEADS);
    pairs.set("llama.rope.dimension_count", width / heads);
    List<Tensor> tensors = tensors();
    ByteBuffer header = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    header.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3);
    header.putLong(tensors.size()).putLong(pairs.count()).put(pairs.bytes());
    long offset = 0;
    for (Tensor tensor : tensors) {
      byte[] tensorName = tensor.name().getBytes(StandardCharsets.UTF_8);
      header.putLong(tensorName.length).put(tensorName);
      if (tensor.rows() == 1) {
        header.putInt(1).putLong(tensor.columns());
      } else {
        header.putInt(2).putLong(tensor.columns()).putLong(tensor.rows());
      }
      header.putInt(tensor.quantized() ? quantization.type : F32).putLong(offset);
      offset += padded(size(tensor));
    }
    out.write(header.array(), 0, header.position());
    out.write(new byte[(int) (padded(header.position()) - header.position())]);
    SplittableRandom random = new SplittableRandom(4711);
    for (Tensor tensor : tensors) {
      writeTensor(out, tensor, random);
    }
  }

  private List<Tensor> tensors() {
    int shared = width / SHARED_HEADS;
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(new Tensor("token_embd.weight", width, VOCABULARY, true));
    for (int i = 0; i < blocks; i++) {
      String block = String.format(Locale.ROOT, "blk.%d.", i);
      tensors.add(new Tensor(block + "attn_norm.weight", width, 1, false));
      tensors.add(new Tensor(block + "attn_q.weight", width, width, true));
      tensors.add(new Tensor(block + "attn_k.weight", width, shared, true));
      tensors.add(new Tensor(block + "attn_v.weight", width, shared, true));
      tensors.add(new Tensor(block + "attn_output.weight", width, width, true));
      tensors.add(new Tensor(block + "ffn_norm.weight", width, 1, false));
      tensors.add(new Tensor(block + "ffn_gate.weight", width, feedForward, true));
      tensors.add(new Tensor(block + "ffn_up.weight", width, feedForward, true));
      tensors.add(new Tensor(block + "ffn_down.weight", feedForward, width, true));
    }
    tensors.add(new Tensor("output_norm.weight", width, 1, false));
    return tensors;
  }

  private long size(Tensor tensor) {
    long weights = (long) tensor.columns() * tensor.rows();
    return tensor.quantized()
        ? weights / WEIGHTS_IN_BLOCK * quantization.blockBytes
        : weights * Float.BYTES;
  }

  private static long padded(long size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /// Row by row.
  private void writeTensor(OutputStream out, Tensor tensor, SplittableRandom random)
      throws IOException {
    if (!tensor.quantized()) {
      ByteBuffer ones =
          ByteBuffer.allocate(tensor.columns() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < tensor.columns(); i++) {
        ones.putFloat(1);
      }
      out.write(ones.array());
    } else {
      short scale = Float.floatToFloat16((float) quantization.scale);
      byte[] row = new byte[tensor.columns() / WEIGHTS_IN_BLOCK * quantization.blockBytes];
      for (int i = 0; i < tensor.rows(); i++) {
        random.nextBytes(row);
        for (int block = 0; block < row.length; block += quantization.blockBytes) {
          row[block] = (byte) scale;
          row[block + 1] = (byte) (scale >> 8);
        }
        out.write(row);
      }
    }
    out.write(new byte[(int) (padded(size(tensor)) - size(tensor))]);
  }
}
