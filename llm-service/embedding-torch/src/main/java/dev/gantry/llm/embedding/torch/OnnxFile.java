package dev.gantry.llm.embedding.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The weights of a model in the ONNX format, of which this reads what it needs: numbers of fields
/// are those of "onnx.proto" (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
final class OnnxFile {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_NAME = 3;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_DATA_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW_DATA = 9;
  private static final int FLOAT = 1;

  private final Path file;
  private final Map<String, Weights> initializers = new HashMap<>();
  private final Map<String, List<String>> inputs = new HashMap<>();

  private OnnxFile(Path file) {
    this.file = file;
  }

  /// Numbers with a shape.
  record Weights(List<Long> shape, FloatBuffer values) {
    Weights {
      shape = List.copyOf(shape);
      values = values.asReadOnlyBuffer();
    }
  }

  /// Maps a file and reads what is where in it.
  ///
  /// @throws IOException where it cannot be read or is no such file
  static OnnxFile read(Path file) throws IOException {
    OnnxFile onnx = new OnnxFile(file);
    try (FileChannel channel = FileChannel.open(file)) {
      onnx.readModel(new ProtobufReader(channel.map(MapMode.READ_ONLY, 0, channel.size())));
    } catch (RuntimeException e) {
      throw new IOException("%s is no ONNX file: %s".formatted(file, e), e);
    }
    return onnx;
  }

  private void readModel(ProtobufReader model) {
    while (model.hasNext()) {
      if (model.nextField() == MODEL_GRAPH) {
        readGraph(model.message());
      } else {
        model.skip();
      }
    }
  }

  private void readGraph(ProtobufReader graph) {
    while (graph.hasNext()) {
      switch (graph.nextField()) {
        case GRAPH_NODE -> readNode(graph.message());
        case GRAPH_INITIALIZER -> readTensor(graph.message());
        default -> graph.skip();
      }
    }
  }

  private void readNode(ProtobufReader node) {
    String name = "";
    List<String> names = new ArrayList<>();
    while (node.hasNext()) {
      switch (node.nextField()) {
        case NODE_INPUT -> names.add(node.text());
        case NODE_NAME -> name = node.text();
        default -> node.skip();
      }
    }
    inputs.put(name, names);
  }

  private void readTensor(ProtobufReader tensor) {
    String name = "";
    long type = 0;
    List<Long> shape = new ArrayList<>();
    ByteBuffer data = ByteBuffer.allocate(0);
    while (tensor.hasNext()) {
      switch (tensor.nextField()) {
        case TENSOR_DIMS -> readDimensions(tensor, shape);
        case TENSOR_DATA_TYPE -> type = tensor.varint();
        case TENSOR_NAME -> name = tensor.text();
        case TENSOR_RAW_DATA -> data = tensor.bytes();
        default -> tensor.skip();
      }
    }
    if (type == FLOAT) {
      initializers.put(name, new Weights(shape, data.asFloatBuffer()));
    }
  }

  private static void readDimensions(ProtobufReader tensor, List<Long> shape) {
    if (!tensor.isPacked()) {
      shape.add(tensor.varint());
      return;
    }
    ProtobufReader packed = tensor.message();
    while (packed.hasNext()) {
      shape.add(packed.varint());
    }
  }

  /// The weights of a name.
  ///
  /// @param shape that they must have
  /// @throws IOException where there are none, or others
  FloatBuffer weights(String name, List<Long> shape) throws IOException {
    Weights weights = initializers.get(name);
    if (weights == null) {
      throw new IOException("%s has no weights \"%s\" of type float".formatted(file, name));
    }
    long count = shape.stream().reduce(1L, Math::multiplyExact);
    if (!weights.shape().equals(shape) || weights.values().capacity() != count) {
      throw new IOException(
          "\"%s\" in %s has the shape %s and %d numbers, not the shape %s"
              .formatted(name, file, weights.shape(), weights.values().capacity(), shape));
    }
    return weights.values().duplicate();
  }

  /// Name of the second input of a node: what a multiplication multiplies with.
  ///
  /// @throws IOException where there is no such node
  String secondInput(String node) throws IOException {
    List<String> names = inputs.get(node);
    if (names == null || names.size() < 2) {
      throw new IOException("%s has no node \"%s\" with two inputs".formatted(file, node));
    }
    return names.get(1);
  }
}
