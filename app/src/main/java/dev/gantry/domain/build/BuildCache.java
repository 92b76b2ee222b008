package dev.gantry.domain.build;

import java.util.List;

/// Port: the engine's build cache. The methods block, and throw a `GantryException` with an engine
/// problem.
public interface BuildCache {
  /// Everything in the cache, in no order.
  List<CacheRecord> records();

  /// Removes records. What is in use, or what others that stay are built on, stays too.
  ///
  /// @return those that were removed
  List<CacheRecord> remove(List<CacheRecord> records);
}
