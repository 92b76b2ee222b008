package dev.gantry.domain.forecast;

import dev.gantry.domain.build.BuildTarget;
import java.time.Duration;

/// Port: what the cache did in a build.
public interface CacheReviews {

  /// The review of the last build of the target by this program; one that says nothing where it is
  /// not known.
  ///
  /// @param patience how long to wait for the memory of the build to be made
  CacheReview ofLastBuild(BuildTarget target, Duration patience) throws InterruptedException;
}
