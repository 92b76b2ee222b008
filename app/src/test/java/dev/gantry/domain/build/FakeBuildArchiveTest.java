package dev.gantry.domain.build;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class FakeBuildArchiveTest extends BuildArchiveContract {

  private static final ArchivedBuild BUILD =
      new ArchivedBuild(
          "abc",
          List.of("web:1"),
          Map.of(),
          Instant.EPOCH,
          Optional.of(Instant.EPOCH.plusSeconds(3)),
          new ArchivedBuild.Ending.Succeeded(),
          1,
          0,
          0);

  private final FakeBuildArchive archive =
      new FakeBuildArchive()
          .put(
              BUILD,
              List.of(Reports.done("[1/1] COPY a /", 1, 2)),
              new BuildOutcome.Succeeded(
                  Optional.empty(), List.of("web:1"), List.of(), Duration.ofSeconds(3)));

  @Override
  protected BuildArchive archive() {
    return archive;
  }

  @Override
  protected ArchivedBuild finished() {
    return BUILD;
  }

  @Override
  protected String image() {
    return "web:1";
  }
}
