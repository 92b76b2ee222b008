package dev.gantry.domain.forecast;

import dev.gantry.domain.build.BuildTarget;
import java.time.Duration;
import java.util.List;

/// Port: why steps of a build ran.
public interface CacheMisses {

  /// The steps that ran in the last build of the target by this program, and what had changed since
  /// the build before; empty when it is not known.
  ///
  /// @param patience how long to wait for the memory of the build to be made
  List<MissedStep> ofLastBuild(BuildTarget target, Duration patience) throws InterruptedException;
}
