package dev.gantry.llm.embedding.torch;

import dev.gantry.llm.embedding.preparation.OnnxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// all-MiniLM-L6-v2 as a module of TorchScript, with the weights of its ONNX file.
final class MiniLm {
  private static final String SOURCE = "minilm.py";
  private static final int LAYERS = 6;
  private static final long WORDS = 30_522;
  private static final long POSITIONS = 512;
  private static final long WIDTH = 384;
  private static final long INNER = 1536;

  private final OnnxFile onnx;
  private final JitModule module = new JitModule(new QualifiedName("MiniLm"));

  private MiniLm(OnnxFile onnx) {
    this.onnx = onnx;
  }

  /// Makes the module.
  ///
  /// @throws IOException where the file has other weights
  static JitModule module(OnnxFile onnx) throws IOException {
    MiniLm model = new MiniLm(onnx);
    model.registerEmbeddings();
    model.registerLayers();
    model.module.define(source());
    model.module.eval();
    return model.module;
  }

  private static String source() throws IOException {
    try (InputStream in = Objects.requireNonNull(MiniLm.class.getResourceAsStream(SOURCE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// In 16 bits, which halves the file; the engine computes in 32.
  private void register(String name, Tensor values) {
    module.register_parameter(name, values.to(torch.ScalarType.Half), false);
  }

  private void registerEmbeddings() throws IOException {
    register("word", tensor("embeddings.word_embeddings.weight", WORDS, WIDTH));
    // all tokens are of the first type, so its vector belongs to each position
    Tensor type = tensor("embeddings.token_type_embeddings.weight", 2, WIDTH).select(0, 0);
    register(
        "position", tensor("embeddings.position_embeddings.weight", POSITIONS, WIDTH).add(type));
    register("norm_weight", tensor("embeddings.LayerNorm.weight", WIDTH));
    register("norm_bias", tensor("embeddings.LayerNorm.bias", WIDTH));
  }

  private void registerLayers() throws IOException {
    List<Tensor> headWeights = new ArrayList<>();
    List<Tensor> headBiases = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      List<Tensor> weights = new ArrayList<>();
      List<Tensor> biases = new ArrayList<>();
      for (String head : List.of("query", "key", "value")) {
        weights.add(matrix(layer, "attention.self." + head, WIDTH, WIDTH));
        biases.add(vector(layer, "attention.self." + head + ".bias", WIDTH));
      }
      headWeights.add(torch.cat(vectorOf(weights), 0));
      headBiases.add(torch.cat(vectorOf(biases), 0));
    }
    register("heads_weight", torch.stack(vectorOf(headWeights)));
    register("heads_bias", torch.stack(vectorOf(headBiases)));
    registerLinear("output", "attention.output.dense", WIDTH, WIDTH);
    registerNorm("attention_norm", "attention.output.LayerNorm");
    registerLinear("up", "intermediate.dense", WIDTH, INNER);
    registerLinear("down", "output.dense", INNER, WIDTH);
    registerNorm("layer_norm", "output.LayerNorm");
  }

  private void registerLinear(String name, String path, long from, long to) throws IOException {
    List<Tensor> weights = new ArrayList<>();
    List<Tensor> biases = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      weights.add(matrix(layer, path, from, to));
      biases.add(vector(layer, path + ".bias", to));
    }
    register(name + "_weight", torch.stack(vectorOf(weights)));
    register(name + "_bias", torch.stack(vectorOf(biases)));
  }

  private void registerNorm(String name, String path) throws IOException {
    for (String part : List.of("weight", "bias")) {
      List<Tensor> values = new ArrayList<>();
      for (int layer = 0; layer < LAYERS; layer++) {
        values.add(vector(layer, path + "." + part, WIDTH));
      }
      register(name + "_" + part, torch.stack(vectorOf(values)));
    }
  }

  private Tensor vector(int layer, String path, long size) throws IOException {
    return tensor("encoder.layer.%d.%s".formatted(layer, path), size);
  }

  /// The exporter gave the matrices numbers for names and turned them: they are found by the node
  /// that multiplies with them, and turned back.
  private Tensor matrix(int layer, String path, long from, long to) throws IOException {
    String node = "/encoder/layer.%d/%s/MatMul".formatted(layer, path.replace('.', '/'));
    return tensor(onnx.secondInput(node), from, to).t();
  }

  private Tensor tensor(String name, long... shape) throws IOException {
    FloatBuffer values = onnx.weights(name, Arrays.stream(shape).boxed().toList());
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return torch.tensor(copy).view(shape);
  }

  private static TensorVector vectorOf(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(Tensor[]::new));
  }
}
