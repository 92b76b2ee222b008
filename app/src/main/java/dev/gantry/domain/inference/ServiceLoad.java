package dev.gantry.domain.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/// How busy a service is, as it measures itself. What belongs to the model is 0 while none is
/// ready.
///
/// @param at the service's clock
/// @param timeToFirstToken from acceptance to the first token, of the last generations
/// @param timeBetweenTokens from a token of a generation to its next one, of the last tokens
public record ServiceLoad(
    Instant at,
    Requests requests,
    Speed speed,
    Percentiles timeToFirstToken,
    Percentiles timeBetweenTokens,
    Context context,
    Memory memory,
    Garbage garbage) {

  /// Whether a model is ready, without which the service measures of itself its memory alone.
  public boolean hasModel() {
    return requests.slots() > 0;
  }

  /// What there is to do.
  ///
  /// @param active generations that have a slot
  /// @param queued generations that wait for one
  /// @param slots how many there are
  public record Requests(int active, int queued, int slots) {}

  /// Tokens a second since the measurement before; empty in the first one.
  ///
  /// @param prompt tokens of prompts that were read
  /// @param generated tokens of answers that were made
  public record Speed(OptionalDouble prompt, OptionalDouble generated) {}

  /// The KV cache.
  ///
  /// @param usedTokens that running generations have in it
  /// @param tokens that all slots hold
  public record Context(long usedTokens, long tokens) {}

  /// What the process takes.
  ///
  /// @param heapBytes of Java, garbage included
  /// @param mostHeapBytes that Java may take
  /// @param residentBytes of the process, native memory and mapped files included; 0 where its
  ///   system does not tell
  public record Memory(long heapBytes, long mostHeapBytes, long residentBytes) {}

  /// What the collection of garbage took.
  ///
  /// @param collections since the service was started
  /// @param time that they took
  /// @param pauses how long they stopped the service lately
  public record Garbage(long collections, Duration time, Percentiles pauses) {

    /// The time that they took since then; none where the service has been started anew.
    public Duration since(Garbage before) {
      return time.compareTo(before.time) < 0 ? Duration.ZERO : time.minus(before.time);
    }
  }
}
