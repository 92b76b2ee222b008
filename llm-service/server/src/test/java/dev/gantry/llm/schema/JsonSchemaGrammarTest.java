package dev.gantry.llm.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gantry.llm.grammar.InvalidGrammarException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// That models follow them is tested with a real one.
class JsonSchemaGrammarTest {

  @Test
  void makesARuleOfEachProperty() throws InvalidGrammarException {
    String grammar =
        JsonSchemaGrammar.of(
                """
                {"title": "A person", "properties": {
                  "a": {"type": "boolean", "description": "Whether."},
                  "b": {"enum": [1, "x", null]}, "c": {"const": {"d": []}}},
                 "required": ["b"]}
                """)
            .gbnf();

    assertThat(grammar)
        .contains(
            """
            part-0 ::= "\\u0022a\\u0022\\u003A" space ("true" | "false")
            part-1 ::= "\\u0022b\\u0022\\u003A" space ("1" | "\\u0022x\\u0022" | "null")
            part-2 ::= "\\u0022c\\u0022\\u003A" space "\\u007B\\u0022d\\u0022\\u003A\\u005B\\u005D\\u007D"
            root ::= "\\u007B" (part-0 "\\u002C" space part-1 ("\\u002C" space part-2)? \
            | part-1 ("\\u002C" space part-2)?) "\\u007D"
            """);
  }

  static Stream<Arguments> wrongOnes() {
    return Stream.of(
        wrong("{", "the schema is no JSON: line 1, column 2"),
        wrong("{} {}", "the schema is no JSON: line 1, column 5"),
        wrong("[1]", "# is [1], which is no schema"),
        wrong("false", "# is false: nothing is valid by it"),
        wrong("{'type': 'null'}", "the schema is no JSON: line 1, column 3"),
        wrong("{\"oneOf\": []}", "# says \"oneOf\", which is not supported here"),
        wrong(
            "{\"properties\": {\"a/b\": {\"type\": \"integer\", \"minimum\": 0}}}",
            "#/properties/a~1b says \"minimum\", which is not supported beside type"),
        wrong(
            "{\"type\": \"string\", \"pattern\": \"a\"}",
            "# says \"pattern\", which is not supported beside type, minLength, maxLength, format"),
        wrong("{\"type\": \"text\"}", "# has the type \"text\", which there is not"),
        wrong("{\"type\": []}", "# has an empty list as type"),
        wrong(
            "{\"type\": \"string\", \"format\": \"email\"}",
            "# has the format \"email\"; date, time, date-time and uuid are supported"),
        wrong("{\"format\": \"date\", \"minLength\": 3}", "# has a format and a length"),
        wrong("{\"minLength\": 3, \"maxLength\": 2}", "# has a minLength above its maxLength"),
        wrong("{\"minLength\": -1}", "# has -1 as minLength; it must be a whole number up to 1900"),
        wrong(
            "{\"maxItems\": 1e99}", "# has 1e99 as maxItems; it must be a whole number up to 1900"),
        wrong("{\"minItems\": 3, \"maxItems\": 2}", "# has a minItems above its maxItems"),
        wrong("{\"enum\": []}", "# has an empty list as enum"),
        wrong("{\"enum\": 7}", "# has enum that is no list"),
        wrong("{\"type\": \"integer\", \"enum\": [1.5]}", "# lists 1.5, which is not of its type"),
        wrong(
            "{\"const\": 1, \"title\": \"x\", \"minimum\": 1}",
            "# says \"minimum\", which is not supported beside const, type"),
        wrong("{\"anyOf\": [true, false]}", "#/anyOf/1 is false: nothing is valid by it"),
        wrong(
            "{\"properties\": {\"a\": true}, \"required\": [\"b\"]}",
            "# requires \"b\", which is none of its properties"),
        wrong("{\"required\": [\"b\"]}", "# requires properties that it does not describe"),
        wrong(
            "{\"$ref\": \"http://x/y\"}",
            "# refers to \"http://x/y\"; only parts of the schema itself, such as \"#/$defs/name\", can be referred to"),
        wrong("{\"$ref\": \"#/$defs/a\"}", "# refers to \"#/$defs/a\", which is not there"),
        wrong("{\"$ref\": 1}", "# has $ref that is no text"),
        wrong("{\"$ref\": \"#\"}", "the rule \"root\" never comes to an end"),
        wrong(
            "{\"items\": ".repeat(70) + "{}" + "}".repeat(70),
            "the schema is no JSON: line 1, column 642 is more than 64 deep"));
  }

  private static Arguments wrong(String schema, String message) {
    return argumentSet(message, schema, message);
  }

  @ParameterizedTest
  @MethodSource("wrongOnes")
  void saysWhereAndWhyASchemaCannotBeUsed(String schema, String message) {
    assertThatThrownBy(() -> JsonSchemaGrammar.of(schema))
        .isInstanceOf(InvalidGrammarException.class)
        .hasMessage(message);
  }
}
