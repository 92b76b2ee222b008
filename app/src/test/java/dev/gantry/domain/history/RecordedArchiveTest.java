package dev.gantry.domain.history;

import static dev.gantry.domain.history.RecordingsContract.recording;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.FakeBuildArchive;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedArchiveTest {
  private static final Recording FORGOTTEN = recording("forgotten", 0, new Ending.Succeeded());
  private static final Recording KNOWN = recording("known", 1, new Ending.Succeeded());
  private static final ArchivedBuild OF_OTHERS =
      recording("others", 2, new Ending.Succeeded()).build();

  private final FakeBuildArchive engine = new FakeBuildArchive();
  private final FakeRecordings recordings = new FakeRecordings();
  private final RecordedArchive archive = new RecordedArchive(engine, recordings, () -> "engine");

  @Test
  void listsWhatTheEngineKnowsAndWhatItHasForgotten() {
    remember(OF_OTHERS);
    remember(KNOWN.build());
    recordings.add("engine", KNOWN);
    recordings.add("engine", FORGOTTEN);

    assertThat(archive.list()).isEqualTo(List.of(OF_OTHERS, KNOWN.build(), FORGOTTEN.build()));
  }

  @Test
  void listsItsOwnBuildsWhereTheEngineRemembersNone() {
    Problem unsupported = new Problem.HistoryUnsupported("engine");
    engine.failWith(unsupported);

    assertThatThrownBy(archive::list)
        .isInstanceOfSatisfying(
            GantryException.class, failure -> assertThat(failure.problem()).isEqualTo(unsupported));
    recordings.add("engine", FORGOTTEN);
    assertThat(archive.list()).isEqualTo(List.of(FORGOTTEN.build()));
  }

  @Test
  void tellsAgainWhatItsBuildsTold() {
    recordings.add("engine", FORGOTTEN);

    BuildProgress progress = archive.replay("forgotten");

    assertThat(progress.steps())
        .isEqualTo(BuildProgress.of(FORGOTTEN.events()).steps())
        .isNotEmpty();
    assertThat(progress.requestedFiles()).hasValue(12);
    assertThat(archive.origins("forgotten")).isEqualTo(FORGOTTEN.origins());
  }

  @Test
  void asksTheEngineForBuildsOfOthers() {
    remember(OF_OTHERS);

    assertThat(archive.replay("others").steps()).isEmpty();
    assertThatThrownBy(() -> archive.replay("nobody's")).isInstanceOf(GantryException.class);
  }

  private void remember(ArchivedBuild build) {
    engine.put(
        build,
        List.of(),
        new BuildOutcome.Succeeded(Optional.empty(), List.of(), List.of(), Duration.ZERO));
  }
}
