package dev.gantry.llm.grammar;

import java.util.List;

/// What a rule of a grammar stands for.
public sealed interface Expression {
  /// As the largest count of a repetition: any number.
  int UNLIMITED = Integer.MAX_VALUE;

  /// This text.
  record Literal(String text) implements Expression {}

  /// One character of these, or with `negated` one that is none of these.
  record Characters(boolean negated, List<Range> ranges) implements Expression {
    public Characters {
      ranges = List.copyOf(ranges);
    }
  }

  /// Code points from the first to the last one, both included.
  record Range(int first, int last) {}

  /// Any one character.
  record Any() implements Expression {}

  /// What the rule of this name stands for.
  record Reference(String rule) implements Expression {}

  /// All of these, one after the other; nothing, where the list is empty.
  record Sequence(List<Expression> parts) implements Expression {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /// One of these.
  record Choice(List<Expression> alternatives) implements Expression {
    public Choice {
      alternatives = List.copyOf(alternatives);
    }
  }

  /// The same, so many times.
  ///
  /// @param most [#UNLIMITED] for no bound
  record Repetition(Expression part, int least, int most) implements Expression {}

  static Expression sequence(Expression... parts) {
    return new Sequence(List.of(parts));
  }

  static Expression choice(Expression... alternatives) {
    return new Choice(List.of(alternatives));
  }

  static Expression optional(Expression part) {
    return new Repetition(part, 0, 1);
  }

  static Expression literal(String text) {
    return new Literal(text);
  }

  static Expression rule(String name) {
    return new Reference(name);
  }
}
