package dev.gantry.cli;

import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildTarget;
import java.time.Instant;

/// Shows a build while it runs.
interface BuildDisplay {

  /// A build begins.
  void begin(BuildTarget target);

  /// The build is so far now. Called whenever something has happened, and several times a second
  /// besides.
  void show(BuildProgress progress, Instant now);

  /// The build is over; `progress` is its last state.
  void end(BuildProgress progress);
}
