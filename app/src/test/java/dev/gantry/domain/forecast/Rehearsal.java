package dev.gantry.domain.forecast;

import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.history.FakeHistory;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.plan.Fingerprint;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Builds and forecasts of a small Dockerfile by hand: four steps, of which the third takes files
/// of the second and nothing else.
final class Rehearsal {
  static final String COPY = "[build 1/2] COPY src .";
  static final String MAKE = "[build 2/2] RUN make";
  static final String TAKE = "[app 1/2] COPY --from=build /out /";
  static final String SETUP = "[app 2/2] RUN setup";

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  final FakeHistory history = new FakeHistory();
  final Map<String, String> files = new TreeMap<>(Map.of("src/a", "1", "src/b", "1"));
  final Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/bin", "LEVEL", "1"));
  final Set<Integer> lost = new HashSet<>();
  String makeCommand = "make";
  String base = "one";
  boolean noCache;
  Instant filesChanged = BEGIN.minusSeconds(60);
  private Instant now = BEGIN;

  /// What the engine does in the next build: how long each step works that runs.
  CacheReview build(Map<String, Integer> secondsOfStepsThatRun) throws InterruptedException {
    now = now.plusSeconds(3600);
    List<BuildEvent> events = new ArrayList<>();
    for (PlannedStep step : steps()) {
      Optional<Integer> seconds = Optional.ofNullable(secondsOfStepsThatRun.get(step.name()));
      events.add(
          new BuildEvent.StepUpdated(
              new StepId(step.name()),
              step.name(),
              List.of(),
              seconds.isEmpty(),
              Optional.of(now),
              Optional.of(now.plusSeconds(seconds.orElse(0))),
              Optional.empty(),
              Optional.empty()));
    }
    int longest = secondsOfStepsThatRun.values().stream().mapToInt(it -> it).sum();
    return new BuildRecorder(_ -> plan(), history, () -> "engine")
        .record(
            request(),
            now,
            events,
            new BuildOutcome.Succeeded(
                Optional.empty(), List.of(), List.of(), Duration.ofSeconds(longest + 2L)));
  }

  Forecast forecast() throws InterruptedException {
    return new Forecasts(_ -> plan(), history).of(request());
  }

  /// What is expected of the steps, in their order.
  List<Outlook> outlooks() throws InterruptedException {
    return forecast().steps().stream().map(StepForecast::outlook).toList();
  }

  static Cause.UpstreamRan after(int position, String name) {
    return new Cause.UpstreamRan(position, name);
  }

  private BuildPlan plan() {
    FileManifest manifest = manifest();
    return new BuildPlan(
        "engine", steps(), Map.of(manifest.digest(), manifest), lost, filesChanged);
  }

  private FileManifest manifest() {
    return new FileManifest(new TreeMap<>(files));
  }

  private List<PlannedStep> steps() {
    PlannedInput image = new PlannedInput.Image("debian:trixie-slim", base);
    return List.of(
        step(COPY, 2, Map.of("rest", "copy"), image, new PlannedInput.Files("context", digest())),
        step(MAKE, 3, make(), new PlannedInput.Step(0, 0)),
        step(TAKE, 5, Map.of("rest", "take"), new PlannedInput.StepFiles(1, "/out")),
        step(SETUP, 6, Map.of("command", "setup"), new PlannedInput.Step(2, 0)));
  }

  private String digest() {
    return manifest().digest();
  }

  private Map<String, String> make() {
    Map<String, String> operation = new HashMap<>(Map.of("command", makeCommand));
    environment.forEach((name, value) -> operation.put("env " + name, Fingerprint.of(value)));
    return operation;
  }

  private PlannedStep step(
      String name, int line, Map<String, String> operation, PlannedInput... inputs) {
    return new PlannedStep(
        name,
        Optional.of(new LineRange(line, line)),
        new TreeMap<>(operation),
        List.of(inputs),
        noCache);
  }

  private static BuildRequest request() {
    BuildDefinition definition =
        BuildDefinition.of(Path.of("/src"), Path.of("/src/Dockerfile"))
            .args(Map.of("LEVEL", "1"))
            .build();
    return BuildRequest.of(new BuildTarget("prod", "prod", "app", "app:prod", definition));
  }
}
