package dev.gantry.domain.inference;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What became of a save, in a service that runs its own sources for development.
///
/// @param files that were saved, as paths in the repository
/// @param swapped time from the save until new calls went to the new code; empty where they do not
/// @param served time from the save until the first answer of the new code; empty until then
public record CodeCycle(
    List<String> files,
    Optional<Duration> swapped,
    Optional<Duration> served,
    CodeOutcome outcome) {
  public CodeCycle {
    files = List.copyOf(files);
  }
}
