package dev.gantry.devloop.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What followed from a save, as far as it has come. Durations are since then.
///
/// @param number counts up from 1
/// @param files that were saved or deleted, as paths in the repository
/// @param saved when the last of them was
/// @param compiledFiles sources that were compiled
/// @param served until the first answer of the new code left
/// @param rebuildNeeded why the image or the container is not what the sources make of it, whenever
///   that was saved
record Cycle(
    long number,
    List<String> files,
    Instant saved,
    @Nullable Duration seen,
    @Nullable Duration compiled,
    @Nullable Duration swapped,
    @Nullable Duration served,
    int compiledFiles,
    Outcome outcome,
    @Nullable String rebuildNeeded) {

  static Cycle begin(long number, List<String> files, Instant saved, Instant seen) {
    return new Cycle(
        number,
        List.copyOf(files),
        saved,
        between(saved, seen),
        null,
        null,
        null,
        0,
        new Outcome.Pending(),
        null);
  }

  Cycle compiledAt(Instant time, int count) {
    return new Cycle(
        number,
        files,
        saved,
        seen,
        between(saved, time),
        swapped,
        served,
        count,
        outcome,
        rebuildNeeded);
  }

  Cycle swappedAt(Instant time) {
    return new Cycle(
        number,
        files,
        saved,
        seen,
        compiled,
        between(saved, time),
        served,
        compiledFiles,
        outcome,
        rebuildNeeded);
  }

  Cycle servedAt(Instant time) {
    return new Cycle(
        number,
        files,
        saved,
        seen,
        compiled,
        swapped,
        between(saved, time),
        compiledFiles,
        outcome,
        rebuildNeeded);
  }

  Cycle ended(Outcome end) {
    return new Cycle(
        number, files, saved, seen, compiled, swapped, served, compiledFiles, end, rebuildNeeded);
  }

  Cycle rebuildNeeded(@Nullable String reason) {
    return new Cycle(
        number, files, saved, seen, compiled, swapped, served, compiledFiles, outcome, reason);
  }

  /// The clocks of a mounted file system may be a little ahead.
  private static Duration between(Instant saved, Instant time) {
    Duration duration = Duration.between(saved, time);
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
