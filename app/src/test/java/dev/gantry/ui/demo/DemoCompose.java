package dev.gantry.ui.demo;

import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.compose.SwitchEvent;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A compose tool that takes its time, so that pictures show times.
public final class DemoCompose implements ComposeRunner {
  private final Optional<Problem> failure;
  private final boolean endless;
  private volatile Optional<RunningMode> running = Optional.empty();

  private DemoCompose(Optional<Problem> failure, boolean endless) {
    this.failure = failure;
    this.endless = endless;
  }

  /// Nothing runs.
  public static DemoCompose idle() {
    return new DemoCompose(Optional.empty(), false);
  }

  /// Switches in about a second.
  public static DemoCompose quick() {
    return new DemoCompose(Optional.empty(), false);
  }

  /// Waits for health without end.
  public static DemoCompose switching() {
    return new DemoCompose(Optional.empty(), true);
  }

  public static DemoCompose failing(Problem problem) {
    return new DemoCompose(Optional.of(problem), false);
  }

  @Override
  public Project open(Path directory) {
    return DemoProject.PROJECT;
  }

  @Override
  public ModeModel render(Project project, Mode mode) {
    return DemoProject.MODELS.stream()
        .filter(it -> it.mode().equals(mode))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void up(Project project, Mode mode, Duration deadline, Consumer<SwitchEvent> events)
      throws InterruptedException {
    tell(events, "network", "gantry_default", "Creating", 60);
    tell(events, "network", "gantry_default", "Created", 5);
    tell(events, "volume", "gantry_models", "Created", 5);
    tell(events, "container", "gantry-llm-1", "Creating", 180);
    tell(events, "container", "gantry-llm-1", "Created", 5);
    tell(events, "container", "gantry-llm-1", "Starting", 240);
    if (failure.isPresent()) {
      tell(events, "container", "gantry-llm-1", "Error", 120);
      throw new GantryException(failure.get());
    }
    tell(events, "container", "gantry-llm-1", "Started", 5);
    tell(events, "container", "gantry-llm-1", "Waiting", 500);
    if (endless) {
      new CountDownLatch(1).await();
    }
    tell(events, "container", "gantry-llm-1", "Healthy", 5);
    running =
        Optional.of(
            new RunningMode(
                mode.name(),
                List.of(
                    new RunningMode.Container(
                        "4f1d2c",
                        "llm",
                        "gantry-llm:" + mode.name(),
                        "running",
                        "healthy",
                        List.of(),
                        Map.of()))));
  }

  private static void tell(
      Consumer<SwitchEvent> events, String kind, String name, String state, long millis)
      throws InterruptedException {
    events.accept(new SwitchEvent.Resource(kind, name, state));
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  @Override
  public void down(Project project, Consumer<SwitchEvent> events) {
    running = Optional.empty();
  }

  @Override
  public Optional<RunningMode> running(Project project) {
    return running;
  }
}
