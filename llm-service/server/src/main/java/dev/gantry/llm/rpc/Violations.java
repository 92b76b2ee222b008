package dev.gantry.llm.rpc;

import dev.gantry.llm.rpc.InvalidRequestException.Violation;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with a request, as far as it was read.
final class Violations {
  private final List<Violation> all = new ArrayList<>();

  /// Notes a field where a condition does not hold.
  void require(boolean condition, String field, String description) {
    if (!condition) {
      all.add(new Violation(field, description));
    }
  }

  /// Notes a number that is not within its bounds.
  void requireWithin(String field, String what, long number, long least, long most) {
    require(
        number >= least && number <= most,
        field,
        "%s has %d %s; from %d to %d are possible".formatted(field, number, what, least, most));
  }

  /// Ends the call where anything was noted.
  void throwIfAny() throws InvalidRequestException {
    if (!all.isEmpty()) {
      throw new InvalidRequestException(all);
    }
  }
}
