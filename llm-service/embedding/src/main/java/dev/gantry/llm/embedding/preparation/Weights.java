package dev.gantry.llm.embedding.preparation;

import static dev.gantry.llm.embedding.preparation.OnnxFields.TENSOR_DIMENSIONS;
import static dev.gantry.llm.embedding.preparation.OnnxFields.TENSOR_NAME;
import static dev.gantry.llm.embedding.preparation.OnnxFields.TENSOR_RAW_DATA;
import static dev.gantry.llm.embedding.preparation.OnnxFields.TENSOR_TYPE;
import static dev.gantry.llm.embedding.preparation.OnnxFields.field;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/// Numbers with a name and a shape, which a model brings with it.
///
/// @param type number of ONNX for what the numbers are
/// @param data the numbers, row by row, little-endian
public record Weights(String name, List<Long> shape, long type, ByteString data) {
  private static final long FLOAT = 1;
  private static final long UNSIGNED_BYTE = 2;
  private static final long SIGNED_BYTE = 3;

  public Weights {
    shape = List.copyOf(shape);
  }

  static Weights read(UnknownFieldSet tensor) throws IOException {
    List<Long> types = OnnxFields.numbers(tensor, TENSOR_TYPE);
    List<ByteString> data = tensor.getField(TENSOR_RAW_DATA).getLengthDelimitedList();
    return new Weights(
        OnnxFields.text(tensor, TENSOR_NAME),
        OnnxFields.numbers(tensor, TENSOR_DIMENSIONS),
        types.isEmpty() ? 0 : types.getLast(),
        data.isEmpty() ? ByteString.EMPTY : data.getLast());
  }

  UnknownFieldSet message() {
    return UnknownFieldSet.newBuilder()
        .addField(TENSOR_DIMENSIONS, field(shape.stream().mapToLong(Long::longValue).toArray()))
        .addField(TENSOR_TYPE, field(type))
        .addField(TENSOR_NAME, field(name))
        .addField(TENSOR_RAW_DATA, Field.newBuilder().addLengthDelimited(data).build())
        .build();
  }

  public static Weights ofFloats(String name, List<Long> shape, float[] values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new Weights(name, shape, FLOAT, ByteString.copyFrom(data));
  }

  public static Weights ofSignedBytes(String name, List<Long> shape, byte[] values) {
    return new Weights(name, shape, SIGNED_BYTE, ByteString.copyFrom(values));
  }

  public static Weights ofUnsignedBytes(String name, List<Long> shape, byte[] values) {
    return new Weights(name, shape, UNSIGNED_BYTE, ByteString.copyFrom(values));
  }

  public boolean isFloat() {
    return type == FLOAT;
  }

  /// The numbers, which are of type float.
  public FloatBuffer floats() {
    return data.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
