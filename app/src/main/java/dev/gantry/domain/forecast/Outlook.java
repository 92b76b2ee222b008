package dev.gantry.domain.forecast;

import java.util.Optional;

/// What is expected of a step.
public sealed interface Outlook {

  /// It comes from the cache.
  record Cached() implements Outlook {}

  /// It runs.
  record Runs(Cause cause) implements Outlook {}

  /// It runs if what the step of the cause makes differs from before, which is only known then.
  ///
  /// @param likely whether it is expected to run, judged by earlier builds
  record Depends(boolean likely, Cause cause) implements Outlook {}

  /// Whether the step is expected to run.
  default boolean runs() {
    return switch (this) {
      case Cached _ -> false;
      case Runs _ -> true;
      case Depends(boolean likely, _) -> likely;
    };
  }

  /// Why it may run.
  default Optional<Cause> reason() {
    return switch (this) {
      case Cached _ -> Optional.empty();
      case Runs(Cause cause) -> Optional.of(cause);
      case Depends(_, Cause cause) -> Optional.of(cause);
    };
  }
}
