package dev.gantry.domain.build;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which records of the build cache are to go.
///
/// @param ids only these records; empty for any
/// @param unusedFor only what nobody has used for so long
/// @param keepBytes only as many, least recently used first, that this much stays
/// @param all also what an image or another record shares, of which little is freed
public record PruneRule(
    Set<String> ids, Optional<Duration> unusedFor, Optional<Long> keepBytes, boolean all) {
  public PruneRule {
    ids = Set.copyOf(ids);
  }

  /// The records to remove, least recently used first. What is in use stays.
  public List<CacheRecord> select(List<CacheRecord> records, Instant now) {
    long total = records.stream().mapToLong(CacheRecord::sizeBytes).sum();
    List<CacheRecord> selected = new ArrayList<>();
    for (CacheRecord record : candidates(records, now)) {
      if (keepBytes.isPresent() && total <= keepBytes.get()) {
        break;
      }
      selected.add(record);
      total -= record.sizeBytes();
    }
    return selected;
  }

  private List<CacheRecord> candidates(List<CacheRecord> records, Instant now) {
    return records.stream()
        .filter(record -> !record.inUse())
        .filter(record -> all || !record.shared())
        .filter(record -> ids.isEmpty() || ids.contains(record.id()))
        .filter(record -> unusedFor.map(age -> isOlder(record, now.minus(age))).orElse(true))
        .sorted(Comparator.comparing(CacheRecord::touched).thenComparing(CacheRecord::id))
        .toList();
  }

  private static boolean isOlder(CacheRecord record, Instant limit) {
    return record.touched().isBefore(limit);
  }
}
