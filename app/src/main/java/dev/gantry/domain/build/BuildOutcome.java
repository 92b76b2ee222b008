package dev.gantry.domain.build;

import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a build ended.
public sealed interface BuildOutcome {
  /// What was asked for is made.
  ///
  /// @param image id of the image in the engine; empty for a build that put its result elsewhere,
  ///   for example into a directory
  /// @param origins the step behind each layer, from the bottom up; empty where the engine does not
  ///   tell
  record Succeeded(
      Optional<Digest> image, List<String> tags, List<LayerOrigin> origins, Duration took)
      implements BuildOutcome {
    public Succeeded {
      tags = List.copyOf(tags);
      origins = List.copyOf(origins);
    }
  }

  /// The build ended with an error.
  record Failed(Problem problem, Duration took) implements BuildOutcome {}

  /// The build was stopped on request.
  record Cancelled(Duration took) implements BuildOutcome {}
}
