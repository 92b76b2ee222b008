package dev.gantry.adapter.privateengine.apt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One package that a dependency asks for, for example `libc6 (>= 2.34)`.
///
/// @param bound the version condition, empty when every version will do
record Relation(String name, Optional<Bound> bound) {

  /// A version condition of deb-control(5).
  record Bound(Operator operator, DebianVersion version) {}

  enum Operator {
    EARLIER("<<"),
    EARLIER_OR_EQUAL("<="),
    EQUAL("="),
    LATER_OR_EQUAL(">="),
    LATER(">>");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    static Operator of(String sign) {
      for (Operator operator : values()) {
        if (operator.sign.equals(sign)) {
          return operator;
        }
      }
      throw new IllegalArgumentException("not a version operator: " + sign);
    }

    boolean accepts(int comparison) {
      return switch (this) {
        case EARLIER -> comparison < 0;
        case EARLIER_OR_EQUAL -> comparison <= 0;
        case EQUAL -> comparison == 0;
        case LATER_OR_EQUAL -> comparison >= 0;
        case LATER -> comparison > 0;
      };
    }
  }

  private static final Pattern SYNTAX =
      Pattern.compile("([^\\s(:]+)(?::\\S+)?\\s*(?:\\((<<|<=|=|>=|>>)\\s*([^)\\s]+)\\s*\\))?.*");

  static Relation parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a package relation: " + text);
    }
    Optional<Bound> bound =
        matcher.group(2) == null
            ? Optional.empty()
            : Optional.of(
                new Bound(Operator.of(matcher.group(2)), new DebianVersion(matcher.group(3))));
    return new Relation(matcher.group(1), bound);
  }

  boolean accepts(DebianVersion version) {
    return bound
        .map(condition -> condition.operator().accepts(version.compareTo(condition.version())))
        .orElse(true);
  }

  @Override
  public String toString() {
    return bound.map(b -> name + " (" + b.operator().sign + " " + b.version() + ")").orElse(name);
  }
}
