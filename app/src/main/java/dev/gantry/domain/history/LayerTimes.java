package dev.gantry.domain.history;

import dev.gantry.domain.image.Digest;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Port: how long it took to make layers, so that an engine need not be asked again and again what
/// a layer from its cache once cost. A layer is made once and cached from then on, so what is known
/// stays right; where an engine makes a layer again, bit by bit the same, and nobody tells, the
/// earlier time stays.
///
/// Whatever goes wrong with it, nothing is lost but time, so nothing is thrown.
public interface LayerTimes {

  /// What is known of these layers; a layer whose time nobody could tell is there without one.
  ///
  /// @param engine address of the engine that made them
  /// @param layers digests that stand for a layer and all below it
  Map<Digest, Optional<Duration>> of(String engine, Collection<Digest> layers);

  /// Takes note of layers; what was known of them before is forgotten.
  void keep(String engine, Map<Digest, Optional<Duration>> times);
}
