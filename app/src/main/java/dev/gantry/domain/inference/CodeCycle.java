package dev.gantry.domain.inference;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What became of a save, in a service that runs its own sources for development.
///
/// @param number counts up from 1 while the service runs
/// @param files that were saved, as paths in the repository
/// @param rebuildNeeded why the image or the container is older than the sources, whenever they
///   were saved; empty where it is not
public record CodeCycle(
    long number,
    List<String> files,
    Times times,
    CodeOutcome outcome,
    Optional<String> rebuildNeeded) {
  public CodeCycle {
    files = List.copyOf(files);
  }

  /// Times from the save on.
  ///
  /// @param seen until the service noticed
  /// @param compiled until it was compiled; empty where nothing was, or not yet
  /// @param swapped until new calls went to the new code; empty where they do not
  /// @param served until the first answer of the new code; empty until then
  public record Times(
      Duration seen,
      Optional<Duration> compiled,
      Optional<Duration> swapped,
      Optional<Duration> served) {}
}
