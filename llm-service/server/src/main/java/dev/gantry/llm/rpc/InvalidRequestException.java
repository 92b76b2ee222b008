package dev.gantry.llm.rpc;

import java.util.List;

/// A request has fields that are not valid. Names all of them.
final class InvalidRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  InvalidRequestException(List<Violation> violations) {
    super(violations.toString());
    this.violations = List.copyOf(violations);
  }

  /// What is wrong with a field.
  ///
  /// @param field path of the field, for example "sampling.top_p"
  /// @param description for example "top_p is 2; it must be above 0 and at most 1"
  record Violation(String field, String description) {}

  List<Violation> violations() {
    return violations;
  }
}
