package dev.gantry.llm.grammar;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes rules as GBNF.
final class GbnfWriter {
  private GbnfWriter() {}

  static String write(Map<String, Expression> rules) {
    return rules.entrySet().stream()
        .map(rule -> "%s ::= %s\n".formatted(rule.getKey(), expression(rule.getValue())))
        .collect(Collectors.joining());
  }

  private static String expression(Expression expression) {
    return switch (expression) {
      case Expression.Literal(String text) -> quoted(text);
      case Expression.Characters(boolean negated, var ranges) -> characters(negated, ranges);
      case Expression.Any _ -> ".";
      case Expression.Reference(String rule) -> rule;
      case Expression.Sequence(var parts) -> parts.isEmpty() ? "\"\"" : joined(parts, " ");
      case Expression.Choice(var alternatives) -> "(" + joined(alternatives, " | ") + ")";
      case Expression.Repetition(var part, int least, int most) ->
          most == 0 ? "\"\"" : "(" + expression(part) + ")" + times(least, most);
    };
  }

  private static String joined(List<Expression> expressions, String separator) {
    return expressions.stream().map(GbnfWriter::expression).collect(Collectors.joining(separator));
  }

  private static String times(int least, int most) {
    if (most == Expression.UNLIMITED) {
      return least == 0 ? "*" : least == 1 ? "+" : "{%d,}".formatted(least);
    }
    return least == 0 && most == 1 ? "?" : "{%d,%d}".formatted(least, most);
  }

  private static String characters(boolean negated, List<Expression.Range> ranges) {
    return ranges.stream()
        .map(range -> escaped(range.first()) + "-" + escaped(range.last()))
        .collect(Collectors.joining("", negated ? "[^" : "[", "]"));
  }

  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(GbnfWriter::escaped)
        .collect(Collectors.joining("", "\"", "\""));
  }

  /// Letters and digits as they are, all else by number: no character has a meaning by accident.
  private static String escaped(int codePoint) {
    boolean plain = codePoint == ' ' || (codePoint < 128 && Character.isLetterOrDigit(codePoint));
    return plain
        ? Character.toString(codePoint)
        : codePoint < 0x10000 ? "\\u%04X".formatted(codePoint) : "\\U%08X".formatted(codePoint);
  }
}
