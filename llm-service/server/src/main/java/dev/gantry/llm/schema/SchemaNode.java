package dev.gantry.llm.schema;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.gantry.llm.grammar.InvalidGrammarException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A schema within a schema, and where it is, so that errors can say it.
///
/// @param path JSON pointer, such as "#/properties/name"
record SchemaNode(JsonObject object, String path) {
  private static final int LONGEST_CHARACTERS = 64 << 10;
  private static final int DEEPEST = 64;

  /// More would be too long for the grammar.
  private static final int MOST_COUNT = 1900;

  private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");

  /// Say nothing about what is valid.
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "definitions",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly");

  static SchemaNode parse(String schema) throws InvalidGrammarException {
    if (schema.length() > LONGEST_CHARACTERS) {
      throw new InvalidGrammarException(
          "the schema has %d characters; at most %d are possible"
              .formatted(schema.length(), LONGEST_CHARACTERS));
    }
    try (JsonReader reader = new JsonReader(new StringReader(schema))) {
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(DEEPEST);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("goes on after its end");
      }
      return of(element, "#");
    } catch (IOException | JsonParseException e) {
      throw new InvalidGrammarException("the schema is no JSON" + place(e), e);
    }
  }

  /// The library's own words are for those who call it.
  private static String place(Exception e) {
    String message = String.valueOf(e.getMessage());
    Matcher place = PLACE.matcher(message);
    String at =
        place.find() ? ": line %s, column %s".formatted(place.group(1), place.group(2)) : "";
    return message.contains("Nesting limit") ? at + " is more than %d deep".formatted(DEEPEST) : at;
  }

  /// A schema; `true` is one that everything is valid by.
  static SchemaNode of(@Nullable JsonElement element, String path) throws InvalidGrammarException {
    if (element instanceof JsonObject object) {
      return new SchemaNode(object, path);
    }
    if (element != null && SchemaType.BOOLEAN.holds(element) && element.getAsBoolean()) {
      return new SchemaNode(new JsonObject(), path);
    }
    throw new InvalidGrammarException(
        isFalse(element)
            ? path + " is false: nothing is valid by it"
            : "%s is %s, which is no schema".formatted(path, element));
  }

  static boolean isFalse(@Nullable JsonElement element) {
    return element != null && SchemaType.BOOLEAN.holds(element) && !element.getAsBoolean();
  }

  boolean has(String keyword) {
    return object.has(keyword);
  }

  Collection<String> keywords() {
    return object.keySet();
  }

  /// @throws InvalidGrammarException where there is a keyword that means something, besides these
  void allowOnly(String... keywords) throws InvalidGrammarException {
    for (String keyword : object.keySet()) {
      require(
          ANNOTATIONS.contains(keyword) || List.of(keywords).contains(keyword),
          "says \"%s\", which is not supported %s"
              .formatted(
                  keyword,
                  keywords.length == 0 ? "here" : "beside " + String.join(", ", keywords)));
    }
  }

  @Nullable JsonElement get(String keyword) {
    return object.get(keyword);
  }

  SchemaNode child(String keyword) throws InvalidGrammarException {
    String pointer = keyword.replace("~", "~0").replace("/", "~1");
    return of(object.get(keyword), path + "/" + pointer);
  }

  List<SchemaNode> children(String keyword) throws InvalidGrammarException {
    List<SchemaNode> children = new ArrayList<>();
    for (JsonElement element : nonEmptyArray(keyword)) {
      children.add(of(element, "%s/%s/%d".formatted(path, keyword, children.size())));
    }
    return children;
  }

  JsonArray array(String keyword) throws InvalidGrammarException {
    if (object.get(keyword) instanceof JsonArray array) {
      return array;
    }
    throw wrong("has %s that is no list".formatted(keyword));
  }

  JsonArray nonEmptyArray(String keyword) throws InvalidGrammarException {
    JsonArray array = array(keyword);
    require(!array.isEmpty(), "has an empty list as " + keyword);
    return array;
  }

  String string(String keyword) throws InvalidGrammarException {
    JsonElement value = object.get(keyword);
    if (value != null && SchemaType.STRING.holds(value)) {
      return value.getAsString();
    }
    throw wrong("has %s that is no text".formatted(keyword));
  }

  /// The value of "type": none, one or more.
  List<SchemaType> types() throws InvalidGrammarException {
    if (!has("type")) {
      return List.of();
    }
    List<SchemaType> types = new ArrayList<>();
    JsonElement given = object.get("type");
    for (JsonElement name : given instanceof JsonArray names ? names : List.of(given)) {
      SchemaType type = SchemaType.STRING.holds(name) ? SchemaType.named(name.getAsString()) : null;
      if (type == null) {
        throw wrong("has the type %s, which there is not".formatted(name));
      }
      types.add(type);
    }
    require(!types.isEmpty(), "has an empty list as type");
    return types;
  }

  int count(String keyword, int substitute) throws InvalidGrammarException {
    JsonElement value = object.get(keyword);
    if (value == null) {
      return substitute;
    }
    require(
        SchemaType.INTEGER.holds(value)
            && value.getAsBigDecimal().signum() >= 0
            && value.getAsBigDecimal().compareTo(BigDecimal.valueOf(MOST_COUNT)) <= 0,
        "has %s as %s; it must be a whole number up to %d".formatted(value, keyword, MOST_COUNT));
    return value.getAsInt();
  }

  void require(boolean condition, String message) throws InvalidGrammarException {
    if (!condition) {
      throw wrong(message);
    }
  }

  InvalidGrammarException wrong(String message) {
    return new InvalidGrammarException(path + " " + message);
  }
}
