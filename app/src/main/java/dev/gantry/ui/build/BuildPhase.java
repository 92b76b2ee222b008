package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildOutcome;
import java.time.Instant;

/// Where the build of a target stands in this session.
public sealed interface BuildPhase {
  /// Not built since the window was opened.
  record NotBuilt() implements BuildPhase {}

  /// Under way.
  ///
  /// @param cancelling whether the user has asked to stop it
  record Running(Instant since, boolean cancelling) implements BuildPhase {}

  record Ended(BuildOutcome outcome) implements BuildPhase {}
}
