package dev.gantry.domain.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Speed of one answer as the client sees it, so with queueing and network.
///
/// @param timeToFirstToken from sending the request to the first token (TTFT)
/// @param tokens pieces received so far
/// @param decoding from the first token to the last one so far
public record Timings(Optional<Duration> timeToFirstToken, int tokens, Duration decoding) {

  /// Timings of a request sent at `sent`, whose tokens came at `first` … `last`.
  public static Timings of(Instant sent, Optional<Instant> first, Instant last, int tokens) {
    return new Timings(
        first.map(at -> Duration.between(sent, at)),
        tokens,
        first.map(at -> Duration.between(at, last)).orElse(Duration.ZERO));
  }

  /// Tokens a second after the first one, which pays for the prompt; empty before the second token.
  public Optional<Double> tokensPerSecond() {
    if (tokens < 2 || !decoding.isPositive()) {
      return Optional.empty();
    }
    return Optional.of((tokens - 1) / (decoding.toNanos() / 1e9));
  }
}
