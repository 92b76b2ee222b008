package dev.gantry.adapter.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.sqlite.SqliteStore;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.forecast.CacheReview;
import dev.gantry.domain.forecast.Cause;
import dev.gantry.domain.forecast.Forecast;
import dev.gantry.domain.forecast.Forecasts;
import dev.gantry.domain.forecast.Outlook;
import dev.gantry.domain.forecast.RecordingBuildRunner;
import dev.gantry.domain.forecast.StepForecast;
import dev.gantry.domain.history.Recording;
import dev.gantry.domain.plan.Planner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Forecasts of real builds, held against what the engine then did.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
@Timeout(180)
class BuildKitPlannerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path directory;
  @TempDir Path memory;

  private final BuildKit buildKit =
      new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());
  private SqliteStore store;
  private Forecasts forecasts;
  private RecordingBuildRunner runner;
  private BuildDirectory context;

  @BeforeEach
  void open() {
    store = new SqliteStore(memory.resolve("builds.sqlite"));
    Planner planner = buildKit.planner(store.hashes());
    forecasts = new Forecasts(planner, store.history());
    runner =
        new RecordingBuildRunner(
            buildKit.runner(),
            planner,
            store.history(),
            store.recordings(),
            () -> EngineAvailable.address().host(),
            InstantSource.system(),
            problem -> {
              throw new AssertionError(problem);
            });
    context =
        new BuildDirectory(directory)
            .dockerfile(
                """
                FROM debian:trixie-slim AS build
                WORKDIR /src
                COPY src .
                ARG LEVEL=1
                RUN --mount=type=bind,source=script.sh,target=/script.sh sh /script.sh > /out

                FROM debian:trixie-slim
                COPY guide* /guides/
                COPY --from=build /out /out
                """)
            .file(".dockerignore", "src/notes\n")
            // what no engine has seen
            .file("src/code", UUID.randomUUID().toString())
            .file("script.sh", "cat /src/*\n")
            .file("guide.txt", "guide");
  }

  @AfterEach
  void close() {
    runner.close();
    store.close();
    buildKit.close();
  }

  @Test
  void saysWhatTheBuildThenDoes() throws Exception {
    assertThat(forecast().running()).isEqualTo(5);
    build();
    assertThat(forecast().running()).isZero();

    context.file("src/code", UUID.randomUUID().toString());
    assertThat(reasons())
        .containsEntry("[build 3/4] COPY src .", new Cause.FilesChanged(List.of("src/code"), 1));
    comesTrue();

    context.file("src/notes", "ignored");
    assertThat(reasons()).isEmpty();
    comesTrue();

    context.arg("LEVEL", UUID.randomUUID().toString());
    assertThat(reasons().values()).contains(new Cause.ArgumentChanged("LEVEL"));
    comesTrue();

    context.file("script.sh", "cat /src/* # " + UUID.randomUUID() + "\n");
    assertThat(reasons().values()).contains(new Cause.FilesChanged(List.of("script.sh"), 1));
    comesTrue();

    context.file("guide2.txt", UUID.randomUUID().toString());
    assertThat(reasons())
        .containsEntry(
            "[stage-1 2/3] COPY guide* /guides/", new Cause.FilesChanged(List.of("guide2.txt"), 1));
    comesTrue();
  }

  @Test
  void tellsBuildsAgainAndWhatTheirStepsFromTheCacheCost() throws Exception {
    Map<String, Boolean> ran = build();
    RecordedBuild second = RecordedBuild.run(runner, context.request());

    CacheReview review = runner.ofLastBuild(context.request().target(), PATIENCE);
    Recording recording =
        store
            .recordings()
            .find(EngineAvailable.address().host(), second.progress().ref().orElseThrow())
            .orElseThrow();

    assertThat(review.missed()).isEmpty();
    assertThat(review.costs().keySet())
        .containsAll(ran.keySet().stream().filter(name -> name.contains("RUN")).toList());
    assertThat(BuildProgress.of(recording.events()).steps()).isEqualTo(second.progress().steps());
    assertThat(recording.build().cachedSteps()).isEqualTo(second.progress().tally().cached());
  }

  private Forecast forecast() throws InterruptedException {
    return forecasts.of(context.request());
  }

  private Map<String, Cause> reasons() throws InterruptedException {
    Map<String, Cause> reasons = new TreeMap<>();
    forecast()
        .steps()
        .forEach(step -> step.outlook().reason().ifPresent(it -> reasons.put(step.name(), it)));
    return reasons;
  }

  /// Builds, and compares what ran with what was sure to run or not to.
  private void comesTrue() throws InterruptedException {
    Map<String, Boolean> expected = new TreeMap<>();
    for (StepForecast step : forecast().steps()) {
      if (!(step.outlook() instanceof Outlook.Depends)) {
        expected.put(step.name(), step.outlook().runs());
      }
    }
    Map<String, Boolean> happened = build();
    happened.keySet().retainAll(expected.keySet());

    assertThat(happened).isEqualTo(expected);
  }

  private Map<String, Boolean> build() throws InterruptedException {
    BuildRequest request = context.request();
    RecordedBuild build = RecordedBuild.run(runner, request);
    build.succeeded();
    runner.ofLastBuild(request.target(), PATIENCE);
    Map<String, Boolean> ran = new TreeMap<>();
    build
        .progress()
        .steps()
        .forEach(step -> ran.put(step.name(), step.state() instanceof StepState.Done));
    return ran;
  }
}
