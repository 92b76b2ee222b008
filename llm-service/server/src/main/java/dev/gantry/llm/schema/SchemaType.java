package dev.gantry.llm.schema;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The types of JSON schema, each with the keywords that are understood for it.
enum SchemaType {
  OBJECT,
  ARRAY,
  STRING,
  NUMBER,
  INTEGER,
  BOOLEAN,
  NULL;

  private List<String> keywords() {
    return switch (this) {
      case OBJECT -> List.of("properties", "required", "additionalProperties");
      case ARRAY -> List.of("items", "minItems", "maxItems");
      case STRING -> List.of("minLength", "maxLength", "format");
      case NUMBER, INTEGER, BOOLEAN, NULL -> List.of();
    };
  }

  static @Nullable SchemaType named(String name) {
    for (SchemaType type : values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return type;
      }
    }
    return null;
  }

  /// The type that a schema without one means, by what else it says.
  static @Nullable SchemaType impliedBy(Collection<String> keywords) {
    for (SchemaType type : values()) {
      if (type.keywords().stream().anyMatch(keywords::contains)) {
        return type;
      }
    }
    return null;
  }

  static String[] keywordsOf(List<SchemaType> types) {
    return types.stream()
        .flatMap(type -> Stream.concat(Stream.of("type"), type.keywords().stream()))
        .toArray(String[]::new);
  }

  boolean holds(JsonElement value) {
    return switch (value) {
      case JsonObject _ -> this == OBJECT;
      case JsonArray _ -> this == ARRAY;
      case JsonNull _ -> this == NULL;
      case JsonPrimitive primitive ->
          switch (this) {
            case STRING -> primitive.isString();
            case BOOLEAN -> primitive.isBoolean();
            case NUMBER -> primitive.isNumber();
            case INTEGER ->
                primitive.isNumber()
                    && primitive.getAsBigDecimal().stripTrailingZeros().scale() <= 0;
            case OBJECT, ARRAY, NULL -> false;
          };
      default -> false;
    };
  }
}
