package dev.gantry.llm.schema;

import static dev.gantry.llm.grammar.Expression.choice;
import static dev.gantry.llm.grammar.Expression.literal;
import static dev.gantry.llm.grammar.Expression.rule;
import static dev.gantry.llm.grammar.Expression.sequence;

import dev.gantry.llm.grammar.Expression;
import dev.gantry.llm.grammar.Expression.Characters;
import dev.gantry.llm.grammar.Expression.Range;
import dev.gantry.llm.grammar.Expression.Repetition;
import dev.gantry.llm.grammar.InvalidGrammarException;
import java.util.List;

/// Strings, by length or by format.
final class StringRules {
  private StringRules() {}

  static Expression of(SchemaNode schema) throws InvalidGrammarException {
    if (schema.has("format")) {
      schema.require(
          !schema.has("minLength") && !schema.has("maxLength"), "has a format and a length");
      return quoted(format(schema));
    }
    if (!schema.has("minLength") && !schema.has("maxLength")) {
      return rule(JsonRules.STRING);
    }
    int least = schema.count("minLength", 0);
    int most = schema.count("maxLength", Expression.UNLIMITED);
    schema.require(least <= most, "has a minLength above its maxLength");
    return quoted(new Repetition(rule(JsonRules.CHARACTER), least, most));
  }

  private static Expression quoted(Expression content) {
    return sequence(literal("\""), content, literal("\""));
  }

  private static Expression format(SchemaNode schema) throws InvalidGrammarException {
    return switch (schema.string("format")) {
      case "date" -> date();
      case "time" -> time();
      case "date-time" -> sequence(date(), literal("T"), time());
      case "uuid" -> uuid();
      default ->
          throw schema.wrong(
              "has the format %s; date, time, date-time and uuid are supported"
                  .formatted(schema.get("format")));
    };
  }

  /// RFC 3339. Days up to 28, so that every month has them.
  private static Expression date() {
    Expression month =
        choice(
            sequence(literal("0"), JsonRules.characters('1', '9')),
            sequence(literal("1"), JsonRules.characters('0', '2')));
    Expression day =
        choice(
            sequence(literal("0"), JsonRules.characters('1', '9')),
            sequence(literal("1"), JsonRules.DIGIT),
            sequence(literal("2"), JsonRules.characters('0', '8')));
    return sequence(digits(4), literal("-"), month, literal("-"), day);
  }

  /// RFC 3339, in UTC and without leap seconds.
  private static Expression time() {
    Expression hour =
        choice(
            sequence(JsonRules.characters('0', '1'), JsonRules.DIGIT),
            sequence(literal("2"), JsonRules.characters('0', '3')));
    Expression sixty = sequence(JsonRules.characters('0', '5'), JsonRules.DIGIT);
    return sequence(hour, literal(":"), sixty, literal(":"), sixty, literal("Z"));
  }

  private static Expression uuid() {
    Characters hexadecimal =
        new Characters(false, List.of(new Range('0', '9'), new Range('a', 'f')));
    Expression four = new Repetition(hexadecimal, 4, 4);
    Expression dash = literal("-");
    return sequence(
        new Repetition(hexadecimal, 8, 8),
        sequence(dash, four, dash, four, dash, four, dash),
        new Repetition(hexadecimal, 12, 12));
  }

  private static Expression digits(int count) {
    return new Repetition(JsonRules.DIGIT, count, count);
  }
}
