package dev.gantry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Writes JSON. Names are camelCase; durations are in milliseconds and sizes in bytes, with the
/// unit in the name; what is not known is left out.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// An object of a stream; its first field says what it is about.
  static ObjectNode event(String name) {
    return object().put("event", name);
  }

  static <T> ArrayNode array(List<T> values, Function<T, JsonNode> mapping) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(mapping.apply(value)));
    return array;
  }

  static ArrayNode texts(List<String> values) {
    return array(values, JsonNodeFactory.instance::textNode);
  }

  /// The name of a constant as it appears in JSON, for example `default-socket`.
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Prints a whole document, indented.
  static void document(PrintWriter out, JsonNode node) {
    print(out, PRETTY, node);
  }

  /// Prints one object of a stream on a line of its own, at once.
  static void line(PrintWriter out, JsonNode node) {
    print(out, MAPPER.writer(), node);
  }

  private static void print(PrintWriter out, ObjectWriter writer, JsonNode node) {
    try {
      out.print(writer.writeValueAsString(node) + "\n");
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }
}
