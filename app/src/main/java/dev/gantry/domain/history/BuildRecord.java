package dev.gantry.domain.history;

import dev.gantry.domain.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A build that is over.
///
/// @param context directory that it was built from, which tells projects apart
/// @param target what was built, by the name that the user calls it
/// @param definition digest of how the target was to be built, as the compose file says it
/// @param engine address of the engine
/// @param begun when it was asked for, by the clock of this machine
/// @param result how it ended
/// @param image the image that it made, if any
/// @param steps its steps in the order of their plan; empty where no plan was made, because nothing
///   had to run or the engine could not tell
public record BuildRecord(
    String context,
    String target,
    String definition,
    String engine,
    Instant begun,
    Duration took,
    Result result,
    Optional<Digest> image,
    List<StepRecord> steps) {
  public BuildRecord {
    steps = List.copyOf(steps);
  }

  /// How a build ended.
  public enum Result {
    SUCCEEDED,
    /// Succeeded, and every step came from the cache.
    UNCHANGED,
    FAILED,
    CANCELLED
  }
}
