package dev.gantry.domain.build;

import java.time.Instant;
import java.util.Optional;

/// One thing in the engine's build cache.
///
/// @param id what the engine calls it
/// @param kind what it is, in the engine's words: `regular` (the result of a step), `source.local`
///   (files of a context), `exec.cachemount` (a cache mount), `source.git.checkout`, `frontend`, …
/// @param description what it was made by, for example `mount / from exec /bin/sh -c make`
/// @param lastUsed empty for one that was never used again
/// @param uses how often it was used
/// @param shared whether an image or another record needs its data too, so that pruning it frees
///   little
/// @param inUse whether a build works with it now
public record CacheRecord(
    String id,
    String kind,
    String description,
    long sizeBytes,
    Instant created,
    Optional<Instant> lastUsed,
    int uses,
    boolean shared,
    boolean inUse) {

  /// When it was last touched in any way.
  public Instant touched() {
    return lastUsed.orElse(created);
  }
}
