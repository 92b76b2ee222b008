package dev.gantry;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Optional;

/// What a test needs of the machine beside an engine, as a program to verify with.
///
/// Without it the test is skipped, or fails where an engine has to be there
/// ([EngineAvailable#isRequired()]): what `./gantry test` has installed is not to be missed
/// silently.
public final class Needed {

  private Needed() {}

  /// Skips the test where it is not there, or fails it.
  ///
  /// @param want what is wrong then, such as `there is no ssh`
  public static void that(boolean isThere, String want) {
    if (isThere) {
      return;
    }
    if (EngineAvailable.isRequired()) {
      fail(want);
    }
    abort(want);
  }

  /// Returns what is there.
  public static <T> T found(Optional<T> thing, String want) {
    that(thing.isPresent(), want);
    return thing.orElseThrow();
  }
}
