package dev.gantry.llm.embedding.preparation;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Numbers of the fields of "onnx.proto" that are read or written here
/// (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), and how. All other fields stay as they
/// are.
final class OnnxFields {
  static final int MODEL_GRAPH = 7;
  static final int MODEL_OPERATOR_SET = 8;
  static final int OPERATOR_SET_DOMAIN = 1;
  static final int OPERATOR_SET_VERSION = 2;
  static final int GRAPH_NODE = 1;
  static final int GRAPH_INITIALIZER = 5;
  static final int NODE_INPUT = 1;
  static final int NODE_OUTPUT = 2;
  static final int NODE_NAME = 3;
  static final int NODE_OPERATOR = 4;
  static final int NODE_ATTRIBUTE = 5;
  static final int NODE_DOMAIN = 7;
  static final int ATTRIBUTE_NAME = 1;
  static final int ATTRIBUTE_INTEGER = 3;
  static final int ATTRIBUTE_TYPE = 20;
  static final int TENSOR_DIMENSIONS = 1;
  static final int TENSOR_TYPE = 2;
  static final int TENSOR_NAME = 8;
  static final int TENSOR_RAW_DATA = 9;

  private OnnxFields() {}

  /// Reads the fields of a message; large values stay in the bytes that they came from.
  static UnknownFieldSet parse(ByteString message) throws IOException {
    CodedInputStream in = message.newCodedInput();
    in.enableAliasing(true);
    return UnknownFieldSet.parseFrom(in);
  }

  /// Of a field that comes once.
  static String text(UnknownFieldSet message, int field) {
    List<String> all = texts(message, field);
    return all.isEmpty() ? "" : all.getLast();
  }

  static List<String> texts(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().stream()
        .map(ByteString::toStringUtf8)
        .toList();
  }

  /// Written one by one or, packed, as one value with all in it.
  static List<Long> numbers(UnknownFieldSet message, int field) throws IOException {
    List<Long> numbers = new ArrayList<>(message.getField(field).getVarintList());
    for (ByteString packed : message.getField(field).getLengthDelimitedList()) {
      CodedInputStream in = packed.newCodedInput();
      while (!in.isAtEnd()) {
        numbers.add(in.readInt64());
      }
    }
    return numbers;
  }

  static Field field(String... texts) {
    Field.Builder field = Field.newBuilder();
    for (String text : texts) {
      field.addLengthDelimited(ByteString.copyFromUtf8(text));
    }
    return field.build();
  }

  static Field field(long... numbers) {
    Field.Builder field = Field.newBuilder();
    for (long number : numbers) {
      field.addVarint(number);
    }
    return field.build();
  }

  static Field field(List<UnknownFieldSet> messages) {
    Field.Builder field = Field.newBuilder();
    messages.forEach(message -> field.addLengthDelimited(message.toByteString()));
    return field.build();
  }
}
