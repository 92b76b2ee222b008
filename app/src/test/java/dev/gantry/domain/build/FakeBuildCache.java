package dev.gantry.domain.build;

import java.util.ArrayList;
import java.util.List;

/// A cache with the records that a test puts into it; what is in use stays.
public final class FakeBuildCache implements BuildCache {
  private final List<CacheRecord> records = new ArrayList<>();

  public FakeBuildCache(CacheRecord... records) {
    this.records.addAll(List.of(records));
  }

  public void put(CacheRecord record) {
    records.add(record);
  }

  @Override
  public List<CacheRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public List<CacheRecord> remove(List<CacheRecord> unwanted) {
    List<CacheRecord> removed =
        records.stream().filter(unwanted::contains).filter(record -> !record.inUse()).toList();
    records.removeAll(removed);
    return removed;
  }
}
