package dev.gantry.llm.grammar;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Checks rules for what llama.cpp answers with the end of the process, with a NULL without a
/// reason, or with a computation that takes too long.
final class GrammarCheck {
  private static final int MOST_RULES = 1000;

  /// Characters, references and groups, with those of repetitions counted as often as they may have
  /// to be followed side by side.
  private static final long MOST_ELEMENTS = 20_000;

  /// llama.cpp refuses what unfolds to more.
  private static final long MOST_UNFOLDED = 1999;

  private final Map<String, Expression> rules;
  private final Set<String> nullable = new HashSet<>();

  GrammarCheck(Map<String, Expression> rules) {
    this.rules = rules;
  }

  void check() throws InvalidGrammarException {
    require(rules.containsKey(Grammar.ROOT), "there is no rule \"%s\"".formatted(Grammar.ROOT));
    require(
        rules.size() <= MOST_RULES,
        "there are %d rules; at most %d are possible".formatted(rules.size(), MOST_RULES));
    long elements = 0;
    for (var rule : rules.entrySet()) {
      checkParts(rule.getKey(), rule.getValue());
      elements += elements(rule.getValue());
    }
    require(
        elements <= MOST_ELEMENTS,
        "the grammar has %d elements, repetitions unfolded; at most %d are possible"
            .formatted(elements, MOST_ELEMENTS));
    grow(nullable, this::isNullable);
    Set<String> ending = new HashSet<>();
    grow(ending, expression -> canEnd(expression, ending));
    require(
        ending.contains(Grammar.ROOT),
        "the rule \"%s\" never comes to an end".formatted(Grammar.ROOT));
    Set<String> done = new HashSet<>();
    for (var rule : rules.entrySet()) {
      checkRepetitions(rule.getKey(), rule.getValue());
      checkRecursion(rule.getKey(), new HashSet<>(), done);
    }
  }

  private void checkParts(String rule, Expression expression) throws InvalidGrammarException {
    switch (expression) {
      case Expression.Reference(String name) ->
          require(
              rules.containsKey(name),
              "the rule \"%s\" names \"%s\", which is no rule".formatted(rule, name));
      case Expression.Characters characters ->
          require(
              matchesSomething(characters),
              "a character class in \"%s\" matches nothing".formatted(rule));
      default -> {
        for (Expression part : parts(expression)) {
          checkParts(rule, part);
        }
      }
    }
  }

  private static boolean matchesSomething(Expression.Characters characters) {
    if (!characters.negated()) {
      return !characters.ranges().isEmpty();
    }
    List<Expression.Range> ranges =
        characters.ranges().stream()
            .sorted(Comparator.comparingInt(Expression.Range::first))
            .toList();
    int next = 0;
    for (Expression.Range range : ranges) {
      if (range.first() > next) {
        return true;
      }
      next = Math.max(next, range.last() + 1);
    }
    return next <= Character.MAX_CODE_POINT;
  }

  private static long elements(Expression expression) {
    long inner = 1;
    for (Expression part : parts(expression)) {
      inner += elements(part);
    }
    return switch (expression) {
      case Expression.Literal(String text) -> 1L + text.length();
      case Expression.Repetition(_, int least, int most) ->
          Math.min(inner, MOST_ELEMENTS + 1)
              * (most == Expression.UNLIMITED ? least + 1L : Math.max(1, most));
      default -> inner;
    };
  }

  private static List<Expression> parts(Expression expression) {
    return switch (expression) {
      case Expression.Sequence(var parts) -> parts;
      case Expression.Choice(var alternatives) -> alternatives;
      case Expression.Repetition(var part, _, _) -> List.of(part);
      case Expression.Literal _,
          Expression.Characters _,
          Expression.Any _,
          Expression.Reference _ ->
          List.of();
    };
  }

  /// Adds rules that a property holds for until no more are found.
  private void grow(Set<String> found, Predicate<Expression> holds) {
    boolean grown = true;
    while (grown) {
      grown = false;
      for (var rule : rules.entrySet()) {
        grown |= holds.test(rule.getValue()) && found.add(rule.getKey());
      }
    }
  }

  private boolean isNullable(Expression expression) {
    return switch (expression) {
      case Expression.Literal(String text) -> text.isEmpty();
      case Expression.Characters _, Expression.Any _ -> false;
      case Expression.Reference(String name) -> nullable.contains(name);
      case Expression.Sequence(var parts) -> parts.stream().allMatch(this::isNullable);
      case Expression.Choice(var alternatives) -> alternatives.stream().anyMatch(this::isNullable);
      case Expression.Repetition(var part, int least, _) -> least == 0 || isNullable(part);
    };
  }

  private static boolean canEnd(Expression expression, Set<String> ending) {
    return switch (expression) {
      case Expression.Literal _, Expression.Characters _, Expression.Any _ -> true;
      case Expression.Reference(String name) -> ending.contains(name);
      case Expression.Sequence(var parts) -> parts.stream().allMatch(p -> canEnd(p, ending));
      case Expression.Choice(var alternatives) ->
          alternatives.stream().anyMatch(p -> canEnd(p, ending));
      case Expression.Repetition(var part, int least, _) -> least == 0 || canEnd(part, ending);
    };
  }

  private void checkRepetitions(String rule, Expression expression) throws InvalidGrammarException {
    if (expression instanceof Expression.Repetition(var part, _, int most)) {
      require(
          most != Expression.UNLIMITED || !isNullable(part),
          "the rule \"%s\" repeats without end what may be empty".formatted(rule));
      require(
          elements(expression) <= MOST_UNFOLDED,
          "a repetition in \"%s\" unfolds to %d elements; at most %d are possible"
              .formatted(rule, elements(expression), MOST_UNFOLDED));
    }
    for (Expression part : parts(expression)) {
      checkRepetitions(rule, part);
    }
  }

  /// Follows what a rule can begin with.
  private void checkRecursion(String rule, Set<String> above, Set<String> done)
      throws InvalidGrammarException {
    if (done.contains(rule)) {
      return;
    }
    require(above.add(rule), "the rule \"%s\" begins with itself".formatted(rule));
    Set<String> beginnings = new HashSet<>();
    Expression expression = rules.get(rule);
    if (expression != null) {
      collectBeginnings(expression, beginnings);
    }
    for (String next : beginnings) {
      checkRecursion(next, above, done);
    }
    above.remove(rule);
    done.add(rule);
  }

  private void collectBeginnings(Expression expression, Set<String> names) {
    switch (expression) {
      case Expression.Reference(String name) -> names.add(name);
      case Expression.Sequence(var parts) -> {
        for (Expression part : parts) {
          collectBeginnings(part, names);
          if (!isNullable(part)) {
            return;
          }
        }
      }
      default -> parts(expression).forEach(part -> collectBeginnings(part, names));
    }
  }

  private static void require(boolean condition, String message) throws InvalidGrammarException {
    if (!condition) {
      throw new InvalidGrammarException(message);
    }
  }
}
