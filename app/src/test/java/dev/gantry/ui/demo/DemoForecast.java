package dev.gantry.ui.demo;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.build.FakeBuildRunner.Script;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.forecast.CacheReview;
import dev.gantry.domain.forecast.Cause;
import dev.gantry.domain.forecast.Forecasts;
import dev.gantry.domain.forecast.MissedStep;
import dev.gantry.domain.forecast.RecordingBuildRunner;
import dev.gantry.domain.history.FakeHistory;
import dev.gantry.domain.history.FakeRecordings;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A target that was built once, and of which a source file has changed since.
public final class DemoForecast {
  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SOURCE =
      "llm-service/server/src/main/java/dev/gantry/llm/probe/HealthProbe.java";
  private static final String MAVEN =
      "[build 7/7] RUN --network=none ./mvnw --offline -pl llm-service/server -am package";
  private static final List<String> NAMES =
      List.of(
          "[base 2/2] RUN apt-get update && apt-get install -y openjdk-25-jdk-headless binutils",
          "[build 3/7] COPY --parents mvnw .mvn/ pom.xml llm-service/**/pom.xml ./",
          "[build 4/7] RUN --mount=type=cache,target=/root/.m2 ./mvnw -B dependency:go-offline",
          "[build 6/7] COPY llm-service/server/src llm-service/server/src",
          MAVEN,
          "[prod 3/6] COPY --from=build /out/lib /app/lib",
          "[prod 5/6] COPY --from=build /out/llm-server.jar /app/",
          "[prod 6/6] WORKDIR /app");
  private static final List<Double> SECONDS = List.of(21.4, 0.1, 15.8, 1.8, 41.1, 0.8, 0.3, 0.1);

  private DemoForecast() {}

  /// Forecasts of the project's targets.
  public static Forecasts forecasts() throws InterruptedException {
    FakeHistory history = new FakeHistory();
    FakeBuildRunner builds = new FakeBuildRunner(_ -> new Script(events(), Optional.of(built())));
    try (RecordingBuildRunner runner =
        new RecordingBuildRunner(
            builds,
            _ -> plan("before"),
            history,
            new FakeRecordings(),
            () -> "fake",
            InstantSource.fixed(BUILT),
            _ -> {})) {
      BuildRequest request = BuildRequest.of(DemoProject.MODELS.getLast().targets().getFirst());
      runner.start(request, _ -> {}).await();
      runner.ofLastBuild(request.target(), Duration.ofSeconds(10));
    }
    return new Forecasts(_ -> plan("now"), history);
  }

  /// What the cache did in the build after the change.
  public static CacheReview review() {
    return new CacheReview(
        List.of(
            new MissedStep(
                "[build 6/7] COPY llm-service/server/src llm-service/server/src",
                Optional.of(new LineRange(25, 25)),
                Duration.ofMillis(1_800),
                new Cause.FilesChanged(List.of(SOURCE, "b"), 2)),
            new MissedStep(
                MAVEN,
                Optional.of(new LineRange(26, 27)),
                Duration.ofMillis(41_100),
                new Cause.UpstreamRan(3, NAMES.get(3)))),
        Map.of(
            "[base 1/2] FROM docker.io/library/debian:trixie-slim",
            Duration.ofMillis(3_100),
            "[build 1/7] RUN apt-get update && apt-get install -y --no-install-recommends"
                + " openjdk-25-jdk-headless binutils",
            Duration.ofMillis(38_400)));
  }

  private static BuildOutcome built() {
    return new BuildOutcome.Succeeded(
        Optional.empty(), List.of(), List.of(), Duration.ofSeconds(83));
  }

  private static List<BuildEvent> events() {
    List<BuildEvent> events = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      events.add(
          new BuildEvent.StepUpdated(
              new StepId(NAMES.get(i)),
              NAMES.get(i),
              List.of(),
              false,
              Optional.of(BUILT),
              Optional.of(BUILT.plusMillis(Math.round(1000 * SECONDS.get(i)))),
              Optional.empty(),
              Optional.empty()));
    }
    return events;
  }

  private static BuildPlan plan(String source) {
    FileManifest poms = new FileManifest(new TreeMap<>(Map.of("pom.xml", "1")));
    FileManifest sources = new FileManifest(new TreeMap<>(Map.of(SOURCE, source)));
    List<PlannedStep> steps =
        List.of(
            step(0, new PlannedInput.Image("debian:trixie-slim", "1")),
            step(1, new PlannedInput.Step(0, 0), files(poms)),
            step(2, new PlannedInput.Step(1, 0)),
            step(3, new PlannedInput.Step(2, 0), files(sources)),
            step(4, new PlannedInput.Step(3, 0)),
            step(5, new PlannedInput.StepFiles(4, "/out/lib")),
            step(6, new PlannedInput.Step(5, 0), new PlannedInput.StepFiles(4, "/out/server.jar")),
            step(7, new PlannedInput.Step(6, 0)));
    return new BuildPlan(
        "fake",
        steps,
        Map.of(poms.digest(), poms, sources.digest(), sources),
        Set.of(),
        BUILT.minusSeconds(60));
  }

  private static PlannedInput files(FileManifest files) {
    return new PlannedInput.Files("context", files.digest());
  }

  private static PlannedStep step(int position, PlannedInput... inputs) {
    return new PlannedStep(
        NAMES.get(position),
        Optional.of(new LineRange(20 + position, 20 + position)),
        new TreeMap<>(Map.of("does", String.valueOf(position))),
        List.of(inputs),
        false);
  }
}
