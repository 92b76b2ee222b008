package dev.gantry.domain.compose;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A compose tool with one project. Switching a mode tells `Creating` and `Healthy` of every
/// service; it can be held in between, and it can fail.
public final class FakeComposeRunner implements ComposeRunner {

  private final Project project;
  private final Map<String, ModeModel> models = new ConcurrentHashMap<>();
  private final Map<String, Problem> failures = new ConcurrentHashMap<>();
  private final Set<String> unhealthy = ConcurrentHashMap.newKeySet();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Optional<RunningMode> running = Optional.empty();

  public FakeComposeRunner(Project project, List<ModeModel> models) {
    this.project = project;
    models.forEach(model -> this.models.put(model.mode().name(), model));
  }

  /// Lets `render` of the mode fail; with [#failSwitch] the rendering is fine and `up` fails.
  public void failRender(String mode, Problem problem) {
    failures.put("render " + mode, problem);
  }

  /// Lets `up` to the mode fail after its first events. The mode that ran before is gone then.
  public void failSwitch(String mode, Problem problem) {
    failures.put("up " + mode, problem);
  }

  /// Lets the services of the mode stay unhealthy until the deadline.
  public void stayUnhealthy(String mode) {
    unhealthy.add(mode);
  }

  /// Takes all failures back.
  public void succeed() {
    failures.clear();
    unhealthy.clear();
  }

  /// Holds `up` and `down` in the middle, until [#release].
  public void hold() {
    gate = new CountDownLatch(1);
  }

  public void release() {
    gate.countDown();
  }

  /// Lets this run, as if somebody else had started it.
  public void runs(RunningMode started) {
    running = Optional.of(started);
  }

  /// What was called that changes something, for example `up prod`, `down`.
  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public Project open(Path directory) {
    if (!directory.equals(project.directory())) {
      throw new GantryException(new Problem.ComposeFileMissing(directory));
    }
    return project;
  }

  @Override
  public ModeModel render(Project project, Mode mode) {
    failIfAsked("render " + mode.name());
    ModeModel model = models.get(mode.name());
    if (model == null) {
      throw new GantryException(
          new Problem.UnknownMode(mode.name(), project.modes().stream().map(Mode::name).toList()));
    }
    return model;
  }

  @Override
  public void up(Project project, Mode mode, Duration deadline, Consumer<SwitchEvent> events)
      throws InterruptedException {
    calls.add("up " + mode.name());
    ModeModel model = render(project, mode);
    model.services().forEach(service -> events.accept(state(service, "Creating")));
    pass(deadline, "up");
    running = Optional.empty();
    failIfAsked("up " + mode.name());
    if (unhealthy.contains(mode.name())) {
      TimeUnit.NANOSECONDS.sleep(deadline.toNanos());
      throw new GantryException(
          new Problem.ServiceUnhealthy(
              model.services().getFirst().name(), deadline, List.of("not ready")));
    }
    model.services().forEach(service -> events.accept(state(service, "Healthy")));
    running =
        Optional.of(
            new RunningMode(
                mode.name(), model.services().stream().map(FakeComposeRunner::container).toList()));
  }

  @Override
  public void down(Project project, Consumer<SwitchEvent> events) throws InterruptedException {
    calls.add("down");
    pass(Duration.ofMinutes(1), "down");
    Optional<RunningMode> before = running;
    running = Optional.empty();
    before
        .map(RunningMode::containers)
        .orElse(List.of())
        .forEach(
            container ->
                events.accept(
                    new SwitchEvent.Resource("container", container.service(), "Removed")));
  }

  @Override
  public Optional<RunningMode> running(Project project) {
    return running;
  }

  private void pass(Duration deadline, String what) throws InterruptedException {
    if (!gate.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new GantryException(new Problem.TimedOut(what, deadline));
    }
  }

  private void failIfAsked(String call) {
    Problem problem = failures.get(call);
    if (problem != null) {
      throw new GantryException(problem);
    }
  }

  private static SwitchEvent state(Service service, String state) {
    return new SwitchEvent.Resource("container", service.name(), state);
  }

  private static RunningMode.Container container(Service service) {
    return new RunningMode.Container(
        "id-of-" + service.name(),
        service.name(),
        service.image(),
        "running",
        "healthy",
        service.ports(),
        service.labels());
  }
}
