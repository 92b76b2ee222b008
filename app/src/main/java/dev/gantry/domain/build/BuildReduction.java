package dev.gantry.domain.build;

/// How an engine builds whose BuildKit cannot be called, and with that what is lost.
public enum BuildReduction {
  /// By its own API, with the same steps and times, but failures come without their place, and
  /// layers without their lines.
  FEWER_DETAILS,
  /// By the builder from before BuildKit: one step after the other, every file is sent each time,
  /// no secrets, and times as this machine sees them.
  CLASSIC_BUILDER
}
