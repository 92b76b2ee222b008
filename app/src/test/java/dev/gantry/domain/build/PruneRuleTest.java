package dev.gantry.domain.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class PruneRuleTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /// Used 1, 2, 3 and 4 hours ago; `shared` and `busy` 5 and 6.
  private static final List<CacheRecord> RECORDS =
      List.of(
          record("new", 1, 100, false, false),
          record("older", 2, 200, false, false),
          record("old", 3, 300, false, false),
          record("oldest", 4, 400, false, false),
          record("shared", 5, 500, true, false),
          record("busy", 6, 600, false, true));

  static final List<Arguments> RULES =
      List.of(
          row("everything", rule(Set.of(), null, null, false), "oldest", "old", "older", "new"),
          row(
              "what is shared, too",
              rule(Set.of(), null, null, true),
              "shared",
              "oldest",
              "old",
              "older",
              "new"),
          row("only some", rule(Set.of("new", "old"), null, null, false), "old", "new"),
          row("only unused ones", rule(Set.of(), 3, null, false), "oldest"),
          row("until little enough stays", rule(Set.of(), null, 1500L, false), "oldest", "old"),
          row("nothing while little enough is there", rule(Set.of(), null, 2100L, false)),
          row("never what is in use", rule(Set.of("busy"), null, null, true)));

  @ParameterizedTest(name = "{0}")
  @FieldSource("RULES")
  void selects(String name, PruneRule rule, List<String> ids) {
    assertThat(rule.select(RECORDS, NOW)).extracting(CacheRecord::id).isEqualTo(ids);
  }

  private static Arguments row(String name, PruneRule rule, String... ids) {
    return Arguments.of(name, rule, List.of(ids));
  }

  private static PruneRule rule(
      Set<String> ids, @Nullable Integer hours, @Nullable Long keep, boolean all) {
    return new PruneRule(
        ids, Optional.ofNullable(hours).map(Duration::ofHours), Optional.ofNullable(keep), all);
  }

  private static CacheRecord record(
      String id, int hours, long size, boolean shared, boolean inUse) {
    return new CacheRecord(
        id,
        "regular",
        "",
        size,
        NOW.minus(Duration.ofDays(1)),
        Optional.of(NOW.minus(Duration.ofHours(hours))),
        1,
        shared,
        inUse);
  }
}
