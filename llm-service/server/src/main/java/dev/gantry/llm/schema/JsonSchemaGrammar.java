package dev.gantry.llm.schema;

import static dev.gantry.llm.grammar.Expression.choice;
import static dev.gantry.llm.grammar.Expression.literal;
import static dev.gantry.llm.grammar.Expression.rule;
import static dev.gantry.llm.grammar.Expression.sequence;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.gantry.llm.grammar.Expression;
import dev.gantry.llm.grammar.Grammar;
import dev.gantry.llm.grammar.InvalidGrammarException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// Makes a grammar of a JSON schema (json-schema.org, draft 2020-12). Whatever follows the grammar
/// is valid by the schema; the reverse does not hold: properties come in the order of the schema,
/// and no others than it names.
///
/// A keyword that would narrow what is valid, and is not among those that are understood, is an
/// error: an answer that only looks valid helps nobody.
public final class JsonSchemaGrammar {
  private final JsonObject root;
  private final SequencedMap<String, Expression> rules = new LinkedHashMap<>();

  /// Rule names by reference, such as "#/$defs/person".
  private final Map<String, String> references = new HashMap<>();

  private JsonSchemaGrammar(JsonObject root) {
    this.root = root;
  }

  /// The grammar of a schema.
  ///
  /// @throws InvalidGrammarException where it is no JSON, or says what cannot be held to
  public static Grammar of(String schema) throws InvalidGrammarException {
    SchemaNode root = SchemaNode.parse(schema);
    JsonSchemaGrammar made = new JsonSchemaGrammar(root.object());
    made.references.put("#", Grammar.ROOT);
    made.rules.put(Grammar.ROOT, made.value(root));
    JsonRules.addTo(made.rules);
    return Grammar.of(made.rules);
  }

  private Expression value(SchemaNode schema) throws InvalidGrammarException {
    if (schema.has("$ref")) {
      schema.allowOnly("$ref");
      return reference(schema, schema.string("$ref"));
    }
    if (schema.has("anyOf")) {
      schema.allowOnly("anyOf");
      List<Expression> alternatives = new ArrayList<>();
      for (SchemaNode alternative : schema.children("anyOf")) {
        alternatives.add(value(alternative));
      }
      return new Expression.Choice(alternatives);
    }
    if (schema.has("const")) {
      schema.allowOnly("const", "type");
      return constant(schema, Objects.requireNonNull(schema.get("const")));
    }
    if (schema.has("enum")) {
      schema.allowOnly("enum", "type");
      List<Expression> values = new ArrayList<>();
      for (JsonElement value : schema.nonEmptyArray("enum")) {
        values.add(constant(schema, value));
      }
      return new Expression.Choice(values);
    }
    return typed(schema);
  }

  private static Expression constant(SchemaNode schema, JsonElement value)
      throws InvalidGrammarException {
    schema.require(
        schema.types().isEmpty() || schema.types().stream().anyMatch(type -> type.holds(value)),
        "lists %s, which is not of its type".formatted(value));
    return literal(value.toString());
  }

  private Expression typed(SchemaNode schema) throws InvalidGrammarException {
    List<SchemaType> types = schema.types();
    if (types.isEmpty()) {
      SchemaType implied = SchemaType.impliedBy(schema.keywords());
      if (implied == null) {
        schema.allowOnly();
        return rule(JsonRules.VALUE);
      }
      types = List.of(implied);
    }
    schema.allowOnly(SchemaType.keywordsOf(types));
    List<Expression> alternatives = new ArrayList<>();
    for (SchemaType type : types) {
      alternatives.add(
          switch (type) {
            case OBJECT -> object(schema);
            case ARRAY -> array(schema);
            case STRING -> StringRules.of(schema);
            case NUMBER -> rule(JsonRules.NUMBER);
            case INTEGER -> rule(JsonRules.INTEGER);
            case BOOLEAN -> choice(literal("true"), literal("false"));
            case NULL -> literal("null");
          });
    }
    return alternatives.size() == 1 ? alternatives.getFirst() : new Expression.Choice(alternatives);
  }

  private Expression reference(SchemaNode schema, String reference) throws InvalidGrammarException {
    String known = references.get(reference);
    if (known != null) {
      return rule(known);
    }
    String name = "ref-" + references.size();
    references.put(reference, name);
    rules.put(name, value(resolve(schema, reference)));
    return rule(name);
  }

  /// The schema at a JSON pointer (RFC 6901) into this document.
  private SchemaNode resolve(SchemaNode schema, String reference) throws InvalidGrammarException {
    schema.require(
        reference.startsWith("#/"),
        "refers to \"%s\"; only parts of the schema itself, such as \"#/$defs/name\", can be"
                .formatted(reference)
            + " referred to");
    JsonElement target = root;
    for (String part : reference.substring(2).split("/", -1)) {
      String key = part.replace("~1", "/").replace("~0", "~");
      target = target instanceof JsonObject object ? object.get(key) : null;
      schema.require(target != null, "refers to \"%s\", which is not there".formatted(reference));
    }
    return SchemaNode.of(target, reference);
  }

  private Expression object(SchemaNode schema) throws InvalidGrammarException {
    JsonArray required = schema.has("required") ? schema.array("required") : new JsonArray();
    if (!schema.has("properties")) {
      schema.require(required.isEmpty(), "requires properties that it does not describe");
      return map(schema);
    }
    JsonObject properties = schema.child("properties").object();
    for (JsonElement name : required) {
      schema.require(
          SchemaType.STRING.holds(name) && properties.has(name.getAsString()),
          "requires %s, which is none of its properties".formatted(name));
    }
    List<Property> members = new ArrayList<>();
    for (String name : properties.keySet()) {
      Expression value = value(schema.child("properties").child(name));
      String key = new JsonPrimitive(name).toString();
      members.add(
          new Property(
              newRule(sequence(literal(key + ":"), rule(JsonRules.SPACE), value)),
              required.contains(new JsonPrimitive(name))));
    }
    return sequence(literal("{"), first(members, 0), literal("}"));
  }

  /// @param member rule of the name and the value
  private record Property(Expression member, boolean required) {}

  /// What can be written from a property on, where nothing was written before.
  private static Expression first(List<Property> properties, int index) {
    if (index == properties.size()) {
      return sequence();
    }
    Property property = properties.get(index);
    List<Expression> with = new ArrayList<>(List.of(property.member()));
    for (Property next : properties.subList(index + 1, properties.size())) {
      Expression member = sequence(literal(","), rule(JsonRules.SPACE), next.member());
      with.add(next.required() ? member : Expression.optional(member));
    }
    Expression sequence = new Expression.Sequence(with);
    return property.required() ? sequence : choice(sequence, first(properties, index + 1));
  }

  /// An object with any names.
  private Expression map(SchemaNode schema) throws InvalidGrammarException {
    JsonElement additional = schema.get("additionalProperties");
    if (SchemaNode.isFalse(additional)) {
      return literal("{}");
    }
    Expression value =
        additional == null ? rule(JsonRules.VALUE) : value(schema.child("additionalProperties"));
    Expression member =
        newRule(sequence(rule(JsonRules.STRING), literal(":"), rule(JsonRules.SPACE), value));
    return sequence(literal("{"), list(member, 0, Expression.UNLIMITED), literal("}"));
  }

  private Expression array(SchemaNode schema) throws InvalidGrammarException {
    int least = schema.count("minItems", 0);
    int most = schema.count("maxItems", Expression.UNLIMITED);
    schema.require(least <= most, "has a minItems above its maxItems");
    Expression item =
        newRule(schema.has("items") ? value(schema.child("items")) : rule(JsonRules.VALUE));
    return sequence(literal("["), list(item, least, most), literal("]"));
  }

  /// So many of the same, with commas between them.
  private Expression list(Expression item, int least, int most) {
    if (most == 0) {
      return sequence();
    }
    Expression more = newRule(sequence(literal(","), rule(JsonRules.SPACE), item));
    Expression all =
        sequence(
            item,
            new Expression.Repetition(
                more, Math.max(0, least - 1), most == Expression.UNLIMITED ? most : most - 1));
    return least == 0 ? Expression.optional(all) : all;
  }

  private Expression newRule(Expression expression) {
    String name = "part-" + rules.size();
    rules.put(name, expression);
    return rule(name);
  }
}
