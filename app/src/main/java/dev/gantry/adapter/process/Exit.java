package dev.gantry.adapter.process;

import java.time.Duration;

/// How a program ended.
public sealed interface Exit {

  /// It ended by itself. A program killed by a signal of others has 128 + the signal's number.
  record Completed(int code) implements Exit {}

  /// It was still running at the deadline and was ended by us.
  record TimedOut(Duration deadline) implements Exit {}

  /// Somebody asked for its end.
  record Cancelled() implements Exit {}

  default boolean isSuccess() {
    return this instanceof Completed(int code) && code == 0;
  }
}
