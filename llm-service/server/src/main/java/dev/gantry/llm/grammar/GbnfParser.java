package dev.gantry.llm.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reads GBNF, the notation of llama.cpp for grammars: rules `name ::= expression`, literals,
/// character classes, `.`, groups, alternatives and repetitions. A rule ends with its line, except
/// within parentheses and after `|` and `::=`. Its newer references to tokens are not taken: they
/// would bind a grammar to one model.
final class GbnfParser {
  private static final int LONGEST_CHARACTERS = 64 << 10;
  private static final int DEEPEST_GROUP = 64;
  private static final int END = -1;

  private final int[] text;
  private int position;
  private int depth;

  GbnfParser(String gbnf) {
    text = gbnf.codePoints().toArray();
  }

  SequencedMap<String, Expression> parse() throws InvalidGrammarException {
    if (text.length > LONGEST_CHARACTERS) {
      throw new InvalidGrammarException(
          "the grammar has %d characters; at most %d are possible"
              .formatted(text.length, LONGEST_CHARACTERS));
    }
    SequencedMap<String, Expression> rules = new LinkedHashMap<>();
    skipSpace(true);
    while (peek() != END) {
      int begin = position;
      String name = name();
      skipSpace(false);
      expect("::=");
      skipSpace(true);
      if (rules.putIfAbsent(name, alternatives()) != null) {
        position = begin;
        throw wrong("the rule \"%s\" is there twice".formatted(name));
      }
      if (peek() != END && peek() != '\n') {
        throw wrong("%s is not expected here".formatted(found()));
      }
      skipSpace(true);
    }
    return rules;
  }

  private Expression alternatives() throws InvalidGrammarException {
    List<Expression> alternatives = new ArrayList<>();
    alternatives.add(sequence());
    while (peek() == '|') {
      position++;
      skipSpace(true);
      alternatives.add(sequence());
    }
    return alternatives.size() == 1 ? alternatives.getFirst() : new Expression.Choice(alternatives);
  }

  private Expression sequence() throws InvalidGrammarException {
    List<Expression> parts = new ArrayList<>();
    for (Expression part = part(); part != null; part = part()) {
      skipSpace(depth > 0);
      parts.add(repeated(part));
      skipSpace(depth > 0);
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.Sequence(parts);
  }

  private @Nullable Expression part() throws InvalidGrammarException {
    return switch (peek()) {
      case '"' -> new Expression.Literal(literal());
      case '[' -> characters();
      case '.' -> {
        position++;
        yield new Expression.Any();
      }
      case '(' -> group();
      default -> isNameCharacter(peek()) ? new Expression.Reference(name()) : null;
    };
  }

  private Expression group() throws InvalidGrammarException {
    if (++depth > DEEPEST_GROUP) {
      throw wrong("groups are nested more than %d deep".formatted(DEEPEST_GROUP));
    }
    position++;
    skipSpace(true);
    Expression inner = alternatives();
    depth--;
    expect(")");
    return inner;
  }

  private Expression repeated(Expression part) throws InvalidGrammarException {
    Expression result =
        switch (peek()) {
          case '*' -> new Expression.Repetition(part, 0, Expression.UNLIMITED);
          case '+' -> new Expression.Repetition(part, 1, Expression.UNLIMITED);
          case '?' -> new Expression.Repetition(part, 0, 1);
          case '{' -> counted(part);
          default -> part;
        };
    if (!result.equals(part)) {
      position++;
      skipSpace(depth > 0);
      if (peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{') {
        throw wrong("a repetition of a repetition wants parentheses");
      }
    }
    return result;
  }

  /// Leaves the position at the closing brace.
  private Expression counted(Expression part) throws InvalidGrammarException {
    int begin = position++;
    int least = number();
    int most = least;
    if (peek() == ',') {
      position++;
      most = peek() == '}' ? Expression.UNLIMITED : number();
    }
    if (peek() != '}') {
      throw wrong("a repetition is written {2}, {2,} or {2,5}");
    }
    if (most < least) {
      position = begin;
      throw wrong("a repetition from %d to %d is not possible".formatted(least, most));
    }
    return new Expression.Repetition(part, least, most);
  }

  private int number() throws InvalidGrammarException {
    int begin = position;
    int value = 0;
    while (peek() >= '0' && peek() <= '9' && position - begin < 6) {
      value = value * 10 + (text[position++] - '0');
    }
    if (position == begin) {
      throw wrong("a repetition is written {2}, {2,} or {2,5}");
    }
    return value;
  }

  private String literal() throws InvalidGrammarException {
    StringBuilder content = new StringBuilder();
    position++;
    while (peek() != '"') {
      content.appendCodePoint(character("a literal"));
    }
    position++;
    return content.toString();
  }

  private Expression characters() throws InvalidGrammarException {
    List<Expression.Range> ranges = new ArrayList<>();
    position++;
    boolean negated = peek() == '^';
    if (negated) {
      position++;
    }
    while (peek() != ']') {
      int begin = position;
      int first = character("a character class");
      int last = first;
      if (peek() == '-' && peek(1) != ']') {
        position++;
        last = character("a character class");
      }
      if (last < first) {
        position = begin;
        throw wrong("the range of characters goes backwards");
      }
      ranges.add(new Expression.Range(first, last));
    }
    position++;
    return new Expression.Characters(negated, ranges);
  }

  /// One character of a literal or class, which may be escaped.
  private int character(String where) throws InvalidGrammarException {
    int first = peek();
    if (first == END || first == '\n') {
      throw wrong(where + " is not closed on its line");
    }
    position++;
    if (first != '\\') {
      return first;
    }
    int escape = peek();
    position++;
    return switch (escape) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '\\', '"', '[', ']' -> escape;
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case 'U' -> hexadecimal(8);
      default -> {
        position -= 2;
        throw wrong("an escape is one of \\n \\r \\t \\\\ \\\" \\[ \\] \\x41 \\u0041 \\U00000041");
      }
    };
  }

  private int hexadecimal(int digits) throws InvalidGrammarException {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = peek() == END ? -1 : Character.digit(peek(), 16);
      if (digit < 0) {
        throw wrong("the escape wants %d hexadecimal digits".formatted(digits));
      }
      value = value * 16 + digit;
      position++;
    }
    if (value > Character.MAX_CODE_POINT || (value >= 0xD800 && value <= 0xDFFF)) {
      throw wrong("there is no character U+%04X".formatted(value));
    }
    return (int) value;
  }

  private String name() throws InvalidGrammarException {
    int begin = position;
    while (isNameCharacter(peek())) {
      position++;
    }
    if (position == begin) {
      throw wrong(
          "%s is not expected here; a rule is written: name ::= expression".formatted(found()));
    }
    return new String(text, begin, position - begin);
  }

  private static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  private void expect(String token) throws InvalidGrammarException {
    for (int i = 0; i < token.length(); i++) {
      if (peek(i) != token.charAt(i)) {
        throw wrong("%s is not expected here, but \"%s\"".formatted(found(), token));
      }
    }
    position += token.length();
  }

  /// Skips blanks and comments, and line ends where they mean nothing.
  private void skipSpace(boolean linesToo) {
    while (true) {
      int c = peek();
      if (c == '#') {
        while (peek() != END && peek() != '\n') {
          position++;
        }
      } else if (c == ' ' || c == '\t' || c == '\r' || (linesToo && c == '\n')) {
        position++;
      } else {
        return;
      }
    }
  }

  private int peek() {
    return peek(0);
  }

  private int peek(int ahead) {
    return position + ahead < text.length ? text[position + ahead] : END;
  }

  private String found() {
    return switch (peek()) {
      case END -> "the end";
      case '\n' -> "the end of the line";
      default -> "\"" + Character.toString(peek()) + "\"";
    };
  }

  private InvalidGrammarException wrong(String what) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(position, text.length); i++) {
      column = text[i] == '\n' ? 1 : column + 1;
      line += text[i] == '\n' ? 1 : 0;
    }
    return new InvalidGrammarException("line %d, column %d: %s".formatted(line, column, what));
  }
}
