package dev.gantry.llm.embedding.onnx;

import dev.gantry.llm.embedding.preparation.OnnxFile;
import dev.gantry.llm.embedding.preparation.OnnxNode;
import dev.gantry.llm.embedding.preparation.Weights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A model with its large weights as whole numbers of 8 bits: the vectors of words, and what
/// multiplications multiply with. Everything else stays a float.
final class Quantisation {
  private static final String WORDS = "embeddings.word_embeddings.weight";

  /// Of the operators that only ONNX Runtime has.
  private static final String RUNTIME = "com.microsoft";

  /// Numbers that share a scale. In groups of 128 a text gets another vector in company than alone,
  /// and smaller ones take more memory and time.
  private static final int GROUP = 64;

  /// Multiply whole numbers: what comes in is rounded to 8 bits, too, in the same groups.
  private static final long WHOLE_NUMBERS = 4;

  /// The type float, as ONNX counts types.
  private static final long FLOAT = 1;

  private final OnnxFile model;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<Weights> weights = new ArrayList<>();
  private final Set<String> replaced = new HashSet<>();

  private Quantisation(OnnxFile model) {
    this.model = model;
  }

  /// Writes a model quantised.
  static void write(OnnxFile model, Path target) throws IOException {
    Quantisation quantised = new Quantisation(model);
    model.nodes().forEach(quantised::add);
    for (Weights each : model.weights()) {
      if (!quantised.replaced.contains(each.name())) {
        quantised.weights.add(each);
      }
    }
    model.writeWith(quantised.nodes, quantised.weights, RUNTIME, target);
  }

  private void add(OnnxNode node) {
    Weights first = model.find(node.inputs().isEmpty() ? "" : node.inputs().getFirst());
    Weights last = model.find(node.inputs().isEmpty() ? "" : node.inputs().getLast());
    if (node.operator().equals("Gather") && first != null && first.name().equals(WORDS)) {
      addWords(node, first);
    } else if (node.operator().equals("MatMul") && last != null) {
      addMultiplication(node, last);
    } else {
      nodes.add(node);
    }
  }

  /// A group is the vector of a word; only those of the words in a text are made floats again.
  private void addWords(OnnxNode node, Weights words) {
    replaced.add(words.name());
    ByteGroups groups = ByteGroups.of(numbers(words), Math.toIntExact(words.shape().getLast()));
    weights.add(Weights.ofSignedBytes("words", words.shape(), groups.signed()));
    weights.add(
        Weights.ofFloats("word_scales", List.of(words.shape().getFirst(), 1L), groups.scales()));
    String ids = node.inputs().getLast();
    nodes.add(OnnxNode.of("", "Gather", List.of("words", ids), "word_bytes", Map.of()));
    nodes.add(OnnxNode.of("", "Gather", List.of("word_scales", ids), "word_scale", Map.of()));
    nodes.add(OnnxNode.of("", "Cast", List.of("word_bytes"), "word_floats", Map.of("to", FLOAT)));
    nodes.add(
        OnnxNode.of(
            "", "Mul", List.of("word_floats", "word_scale"), node.outputs().getFirst(), Map.of()));
  }

  /// The operator wants the factor turned, so that a group lies in what makes one number.
  private void addMultiplication(OnnxNode node, Weights factor) {
    replaced.add(factor.name());
    int rows = Math.toIntExact(factor.shape().getFirst());
    int columns = Math.toIntExact(factor.shape().getLast());
    ByteGroups groups = ByteGroups.of(turned(numbers(factor), rows, columns), GROUP);
    long inEach = rows / GROUP;
    String bytes = factor.name() + "_bytes";
    String scales = factor.name() + "_scales";
    weights.add(
        Weights.ofUnsignedBytes(
            bytes, List.of((long) columns, inEach, (long) GROUP), groups.unsigned()));
    weights.add(Weights.ofFloats(scales, List.of((long) columns, inEach), groups.scales()));
    nodes.add(
        OnnxNode.of(
            RUNTIME,
            "MatMulNBits",
            List.of(node.inputs().getFirst(), bytes, scales),
            node.outputs().getFirst(),
            // sorted, so that the same model gives the same bytes
            new TreeMap<>(
                Map.of(
                    "K", (long) rows,
                    "N", (long) columns,
                    "bits", (long) Byte.SIZE,
                    "block_size", (long) GROUP,
                    "accuracy_level", WHOLE_NUMBERS))));
  }

  private static float[] numbers(Weights weights) {
    FloatBuffer values = weights.floats();
    float[] numbers = new float[values.remaining()];
    values.get(numbers);
    return numbers;
  }

  private static float[] turned(float[] matrix, int rows, int columns) {
    float[] turned = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = matrix[row * columns + column];
      }
    }
    return turned;
  }
}
