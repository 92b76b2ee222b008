package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.CacheRecord;
import dev.gantry.domain.build.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheCommandTest {

  private static final Instant NOW = CliHarness.NOW;

  private final CliHarness cli = new CliHarness();

  CacheCommandTest() {
    cli.cache.put(record("m1", "mount / from exec /bin/sh -c make", 2_000_000, 1, false));
    cli.cache.put(record("c1", "local source for context", 500_000, 30, false));
    cli.cache.put(record("s1", "pulled from docker.io/library/debian", 78_000_000, 2, true));
    cli.archive.put(
        new ArchivedBuild(
            "aaa1",
            List.of("gantry/web:1"),
            Map.of(),
            NOW.minusSeconds(60),
            Optional.of(NOW),
            new Ending.Succeeded(),
            1,
            0,
            0),
        List.of(
            new BuildEvent.StepUpdated(
                new StepId("sha256:m"),
                "[2/2] RUN make",
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        new BuildOutcome.Cancelled(Duration.ZERO));
  }

  @Test
  void showsTheCacheByProject() {
    Result usage = cli.run("cache");

    assertThat(usage)
        .isEqualTo(
            new Result(
                0,
                """
                   SIZE  UNSHARED  RECORDS  PROJECT
                78.5 MB    500 kB        2  (other)
                   2 MB      2 MB        1  gantry/web
                80.5 MB    2.5 MB        3  (all)
                """,
                ""));
    assertThat(cli.run("cache", "du")).isEqualTo(usage);
  }

  @Test
  void listsRecordsLargestFirst() {
    assertThat(cli.run("cache", "du", "--records").out())
        .isEqualTo(
            """
            ID    SIZE  UNUSED FOR  USES  KIND             DESCRIPTION
            s1   78 MB         2 h     1  regular, shared  pulled from docker.io/library/debian
            m1    2 MB         1 h     1  regular          mount / from exec /bin/sh -c make
            c1  500 kB        30 h     1  regular          local source for context
            """);
  }

  @Test
  void saysWhatWouldGoAndRemovesNothing() {
    Result dry = cli.run("cache", "prune", "--dry-run", "--unused-for", "24h");

    assertThat(dry.out())
        .isEqualTo(
            """
            ID    SIZE  UNUSED FOR  USES  KIND     DESCRIPTION
            c1  500 kB        30 h     1  regular  local source for context

            Would remove 1 record (500 kB)
            """);
    assertThat(cli.cache.records()).hasSize(3);
  }

  @Test
  void asksBeforeItRemoves() {
    cli.answer = Optional.of(true);

    assertThat(cli.run("cache", "prune", "--of", "gantry/web").code()).isZero();
    assertThat(cli.questions)
        .isEqualTo(List.of("Remove 1 record (2 MB) from the build cache? (y/n)"));
    assertThat(cli.cache.records()).extracting(CacheRecord::id).isEqualTo(List.of("c1", "s1"));
  }

  @Test
  void removesNothingWhereNobodyCanBeAsked() {
    assertThat(cli.run("cache", "prune"))
        .isEqualTo(
            new Result(
                1,
                "",
                "Not removed: 2 records (2.5 MB). Add --yes to remove them without a question.\n"));
    assertThat(cli.cache.records()).hasSize(3);
  }

  @Test
  void removesWithoutAQuestionAsJson() {
    assertThat(cli.run("cache", "prune", "--yes", "--json", "c1").out())
        .isEqualTo(
            """
            {
              "dryRun" : false,
              "sizeBytes" : 500000,
              "records" : [ {
                "id" : "c1",
                "kind" : "regular",
                "description" : "local source for context",
                "sizeBytes" : 500000,
                "created" : "2025-12-30T00:00:00Z",
                "lastUsed" : "2025-12-30T18:00:00Z",
                "uses" : 1,
                "shared" : false,
                "inUse" : false
              } ]
            }
            """);
  }

  private static CacheRecord record(
      String id, String description, long size, int hours, boolean shared) {
    return new CacheRecord(
        id,
        "regular",
        description,
        size,
        NOW.minus(Duration.ofDays(2)),
        Optional.of(NOW.minus(Duration.ofHours(hours))),
        1,
        shared,
        false);
  }
}
