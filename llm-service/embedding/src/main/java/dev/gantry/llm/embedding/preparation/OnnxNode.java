package dev.gantry.llm.embedding.preparation;

import static dev.gantry.llm.embedding.preparation.OnnxFields.ATTRIBUTE_INTEGER;
import static dev.gantry.llm.embedding.preparation.OnnxFields.ATTRIBUTE_NAME;
import static dev.gantry.llm.embedding.preparation.OnnxFields.ATTRIBUTE_TYPE;
import static dev.gantry.llm.embedding.preparation.OnnxFields.NODE_ATTRIBUTE;
import static dev.gantry.llm.embedding.preparation.OnnxFields.NODE_DOMAIN;
import static dev.gantry.llm.embedding.preparation.OnnxFields.NODE_INPUT;
import static dev.gantry.llm.embedding.preparation.OnnxFields.NODE_NAME;
import static dev.gantry.llm.embedding.preparation.OnnxFields.NODE_OPERATOR;
import static dev.gantry.llm.embedding.preparation.OnnxFields.NODE_OUTPUT;
import static dev.gantry.llm.embedding.preparation.OnnxFields.field;

import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Map;

/// One step of a model's computation.
public final class OnnxNode {
  /// Of an attribute that is a whole number.
  private static final long INTEGER = 2;

  private final UnknownFieldSet message;

  OnnxNode(UnknownFieldSet message) {
    this.message = message;
  }

  /// Makes a node with one output.
  ///
  /// @param domain whose operator it is; empty for ONNX itself
  /// @param attributes whole numbers by their names
  public static OnnxNode of(
      String domain,
      String operator,
      List<String> inputs,
      String output,
      Map<String, Long> attributes) {
    return new OnnxNode(
        UnknownFieldSet.newBuilder()
            .addField(NODE_INPUT, field(inputs.toArray(String[]::new)))
            .addField(NODE_OUTPUT, field(output))
            // outputs have one name each, so it can be that of the node, too
            .addField(NODE_NAME, field(output))
            .addField(NODE_OPERATOR, field(operator))
            .addField(
                NODE_ATTRIBUTE,
                field(attributes.entrySet().stream().map(OnnxNode::attribute).toList()))
            .addField(NODE_DOMAIN, field(domain))
            .build());
  }

  private static UnknownFieldSet attribute(Map.Entry<String, Long> attribute) {
    return UnknownFieldSet.newBuilder()
        .addField(ATTRIBUTE_NAME, field(attribute.getKey()))
        .addField(ATTRIBUTE_INTEGER, field(attribute.getValue()))
        .addField(ATTRIBUTE_TYPE, field(INTEGER))
        .build();
  }

  public String name() {
    return OnnxFields.text(message, NODE_NAME);
  }

  public String operator() {
    return OnnxFields.text(message, NODE_OPERATOR);
  }

  public List<String> inputs() {
    return OnnxFields.texts(message, NODE_INPUT);
  }

  public List<String> outputs() {
    return OnnxFields.texts(message, NODE_OUTPUT);
  }

  UnknownFieldSet message() {
    return message;
  }
}
