package dev.gantry.llm.schema;

import static dev.gantry.llm.grammar.Expression.choice;
import static dev.gantry.llm.grammar.Expression.literal;
import static dev.gantry.llm.grammar.Expression.optional;
import static dev.gantry.llm.grammar.Expression.rule;
import static dev.gantry.llm.grammar.Expression.sequence;

import dev.gantry.llm.grammar.Expression;
import dev.gantry.llm.grammar.Expression.Characters;
import dev.gantry.llm.grammar.Expression.Range;
import dev.gantry.llm.grammar.Expression.Repetition;
import java.util.List;
import java.util.Map;

/// The rules of JSON itself (RFC 8259), a little narrower: one blank at most after a comma or a
/// colon, numbers that a double holds, escapes only where they are needed.
final class JsonRules {
  static final String VALUE = "value";
  static final String STRING = "string";
  static final String CHARACTER = "char";
  static final String NUMBER = "number";
  static final String INTEGER = "integer";
  static final String SPACE = "space";

  static final Expression DIGIT = characters('0', '9');

  private static final int MOST_DIGITS = 15;

  private JsonRules() {}

  static void addTo(Map<String, Expression> rules) {
    rules.put(SPACE, optional(literal(" ")));
    rules.put(CHARACTER, choice(plainCharacter(), escape()));
    rules.put(
        STRING,
        sequence(
            literal("\""),
            new Repetition(rule(CHARACTER), 0, Expression.UNLIMITED),
            literal("\"")));
    Expression whole =
        choice(
            literal("0"),
            sequence(characters('1', '9'), new Repetition(DIGIT, 0, MOST_DIGITS - 1)));
    rules.put(INTEGER, sequence(optional(literal("-")), whole));
    rules.put(NUMBER, sequence(rule(INTEGER), optional(fraction()), optional(exponent())));
    rules.put(VALUE, value());
    rules.put("object", list("{", rule("member"), "}"));
    rules.put("array", list("[", rule(VALUE), "]"));
    rules.put("member", sequence(rule(STRING), literal(":"), rule(SPACE), rule(VALUE)));
  }

  static Expression characters(int first, int last) {
    return new Characters(false, List.of(new Range(first, last)));
  }

  private static Expression plainCharacter() {
    return new Characters(
        true,
        List.of(
            new Range('"', '"'), new Range('\\', '\\'), new Range(0, 0x1f), new Range(0x7f, 0x7f)));
  }

  private static Expression escape() {
    Characters oneLetter =
        new Characters(
            false,
            "\"\\/bfnrt".chars().mapToObj(character -> new Range(character, character)).toList());
    return sequence(literal("\\"), oneLetter);
  }

  private static Expression fraction() {
    return sequence(literal("."), new Repetition(DIGIT, 1, MOST_DIGITS));
  }

  private static Expression exponent() {
    Expression sign = new Characters(false, List.of(new Range('+', '+'), new Range('-', '-')));
    return sequence(literal("e"), optional(sign), new Repetition(DIGIT, 1, 2));
  }

  private static Expression value() {
    return choice(
        rule("object"),
        rule("array"),
        rule(STRING),
        rule(NUMBER),
        literal("true"),
        literal("false"),
        literal("null"));
  }

  private static Expression list(String before, Expression item, String after) {
    Expression more = sequence(literal(","), rule(SPACE), item);
    return sequence(
        literal(before),
        optional(sequence(item, new Repetition(more, 0, Expression.UNLIMITED))),
        literal(after));
  }
}
