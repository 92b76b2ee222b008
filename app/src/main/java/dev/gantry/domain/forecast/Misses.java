package dev.gantry.domain.forecast;

import dev.gantry.domain.history.StepRecord;
import dev.gantry.domain.history.StepRecord.Result;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Says of each step that ran what had changed.
final class Misses {
  private final List<StepRecord> records;
  private final Knowledge knowledge;
  private final Changes changes;

  /// @param records of one build
  /// @param knowledge of the builds before
  Misses(List<StepRecord> records, Knowledge knowledge, Changes changes) {
    this.records = List.copyOf(records);
    this.knowledge = knowledge;
    this.changes = changes;
  }

  List<MissedStep> all() {
    return IntStream.range(0, records.size()).filter(this::ran).mapToObj(this::missed).toList();
  }

  private MissedStep missed(int position) {
    StepRecord record = records.get(position);
    return new MissedStep(
        record.step().name(), record.step().lines(), record.took(), cause(record));
  }

  private Cause cause(StepRecord record) {
    if (record.step().ignoresCache()) {
      return new Cause.CacheDisabled();
    }
    if (knowledge.identity(record.key()).isPresent()) {
      return new Cause.CacheLost();
    }
    return changes.of(record.step()).or(() -> upstream(record)).orElseGet(Cause.NeverBuilt::new);
  }

  private Optional<Cause> upstream(StepRecord record) {
    return LongestChain.makers(record.step())
        .filter(this::ran)
        .findFirst()
        .map(maker -> new Cause.UpstreamRan(maker, records.get(maker).step().name()));
  }

  private boolean ran(int position) {
    Result result = records.get(position).result();
    return result == Result.RAN || result == Result.FAILED;
  }
}
