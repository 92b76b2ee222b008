package dev.gantry.adapter.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gantry.adapter.process.OutputLine;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.compose.Service;
import dev.gantry.domain.compose.SwitchEvent;
import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Compose projects through the compose tool, on the engine that Gantry uses.
public final class DockerCompose implements ComposeRunner {

  /// What compose tools up to 5.5 say when a build has an SSH key or agent with a path: they write
  /// it as YAML only.
  private static final String NOT_IN_JSON = "types.SSHKey";

  private static final Duration RENDER_DEADLINE = Duration.ofSeconds(30);
  private static final Duration DOWN_DEADLINE = Duration.ofMinutes(5);

  /// For what a switch does besides waiting: images are pulled, old containers end in their own
  /// time.
  private static final Duration UP_ALLOWANCE = Duration.ofMinutes(15);

  private final ComposeCalls calls;
  private final ProjectNames names;
  private final Engine engine;
  private final ImageSource images;
  private final ComposeModel model = new ComposeModel();
  private final ProgressParser progress = new ProgressParser();
  private final Map<Project, String> knownNames = new ConcurrentHashMap<>();

  /// @param privatePlugin the compose plugin that came with the private engine, when there is one
  /// @param remembered what the tool has made of projects before
  /// @param directory that the tool runs in; an absolute path
  public DockerCompose(
      ProcessRunner processes,
      ComposeEnvironment environment,
      Engine engine,
      ImageSource images,
      Supplier<Optional<Path>> privatePlugin,
      ReadProjects remembered,
      Path directory) {
    this.calls =
        new ComposeCalls(
            processes,
            new ComposeToolFinder(processes, environment, privatePlugin),
            environment,
            remembered,
            directory);
    this.names = new ProjectNames(environment);
    this.engine = engine;
    this.images = images;
  }

  @Override
  public Project open(Path directory) {
    return ProjectFiles.in(directory);
  }

  @Override
  public ModeModel render(Project project, Mode mode) {
    return uninterrupted(() -> rendered(project, mode));
  }

  @Override
  public void up(Project project, Mode mode, Duration deadline, Consumer<SwitchEvent> events)
      throws InterruptedException {
    EngineAddress address = engineAddress();
    ModeModel target = rendered(project, mode);
    requireImages(target);
    List<String> arguments = arguments(project, mode);
    arguments.addAll(List.of("up", "--detach", "--wait", "--wait-timeout", seconds(deadline)));
    arguments.addAll(List.of("--remove-orphans", "--no-build"));
    ComposeResult result =
        calls.call(
            Optional.of(address),
            arguments,
            deadline.plus(UP_ALLOWANCE),
            line -> tell(line, events));
    ProjectQuestions questions = new ProjectQuestions(calls, address, target.projectName());
    SwitchFailure failure = new SwitchFailure(target, deadline, questions);
    if (!result.isSuccess()) {
      throw new GantryException(failure.problem(result.failure(progress)));
    }
    Optional<Problem> overdue = failure.overdue();
    if (overdue.isPresent()) {
      throw new GantryException(overdue.get());
    }
  }

  @Override
  public void down(Project project, Consumer<SwitchEvent> events) throws InterruptedException {
    EngineAddress address = engineAddress();
    String name = name(project);
    ComposeResult result =
        calls.call(
            Optional.of(address),
            List.of("-p", name, "down", "--remove-orphans"),
            DOWN_DEADLINE,
            line -> tell(line, events));
    if (!result.isSuccess()) {
      String message = result.failure(progress);
      throw new GantryException(
          SwitchFailure.engine(message).orElseGet(() -> new Problem.ModeFailed(name, message)));
    }
  }

  @Override
  public Optional<RunningMode> running(Project project) {
    List<ProjectContainer> containers =
        uninterrupted(
            () -> new ProjectQuestions(calls, engineAddress(), name(project)).containers());
    return containers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RunningMode(
                modeOf(project, containers),
                containers.stream().map(ProjectContainer::toContainer).toList()));
  }

  /// Services that are the same in two modes keep their containers, with the mode before written on
  /// them. So the youngest container tells the mode, and one that runs rather than one that a
  /// failed switch left behind.
  private static String modeOf(Project project, List<ProjectContainer> containers) {
    return containers.stream()
        .max(
            Comparator.comparing(ProjectContainer::isRunning)
                .thenComparing(ProjectContainer::created))
        .flatMap(youngest -> ProjectFiles.modeOf(project, youngest.files()))
        .orElse("");
  }

  private ModeModel rendered(Project project, Mode mode) throws InterruptedException {
    List<String> arguments = arguments(project, mode);
    arguments.addAll(List.of("config", "--format", "json"));
    ComposeResult result = calls.read(arguments, RENDER_DEADLINE);
    boolean yaml = !result.isSuccess() && result.failure(progress).contains(NOT_IN_JSON);
    if (yaml) {
      arguments.set(arguments.size() - 1, "yaml");
      result = calls.read(arguments, RENDER_DEADLINE);
    }
    if (!result.isSuccess()) {
      throw new GantryException(
          new ProjectFault(project, mode, sharedAlone(project, mode))
              .problem(result.failure(progress)));
    }
    try {
      Path directory = composeDirectory(project);
      ModeModel rendered =
          yaml
              ? model.readYaml(mode, result.output(), directory)
              : model.read(mode, result.output(), directory);
      knownNames.put(project, rendered.projectName());
      return rendered;
    } catch (JsonProcessingException e) {
      throw new GantryException(new Problem.Unexpected(e.getOriginalMessage()), e);
    }
  }

  /// The compose tool's working directory, which is the directory of the first file.
  private static Path composeDirectory(Project project) {
    return project.composeFile().toAbsolutePath().resolveSibling("").normalize();
  }

  /// What is wrong with the shared file without the overlay; empty when nothing is.
  private String sharedAlone(Project project, Mode mode) throws InterruptedException {
    List<String> arguments = arguments(project, new Mode(mode.name(), Optional.empty()));
    arguments.addAll(List.of("config", "--quiet"));
    ComposeResult result = calls.call(Optional.empty(), arguments, RENDER_DEADLINE);
    return result.isSuccess() ? "" : result.failure(progress);
  }

  private List<String> arguments(Project project, Mode mode) {
    List<String> arguments = new ArrayList<>();
    names
        .given(project, mode)
        .ifPresent(
            name -> {
              arguments.add("-p");
              arguments.add(name);
            });
    for (Path file : ProjectFiles.of(project, mode)) {
      arguments.add("-f");
      arguments.add(file.toString());
    }
    return arguments;
  }

  /// The name is the same in all modes, and only the compose tool can tell it; one mode that can be
  /// rendered is enough.
  private String name(Project project) throws InterruptedException {
    String known = knownNames.get(project);
    Optional<GantryException> failure = Optional.empty();
    for (Iterator<Mode> modes = project.modes().iterator(); known == null && modes.hasNext(); ) {
      try {
        known = rendered(project, modes.next()).projectName();
      } catch (GantryException e) {
        failure = Optional.of(failure.orElse(e));
      }
    }
    if (known == null) {
      throw failure.orElseThrow();
    }
    return known;
  }

  /// Asked before anything is changed. The tool would try to pull an image that is to be built
  /// here.
  private void requireImages(ModeModel target) {
    target.services().stream()
        .filter(service -> service.build().isPresent())
        .map(Service::image)
        .filter(image -> images.find(image).isEmpty())
        .findFirst()
        .ifPresent(
            image -> {
              throw new GantryException(new Problem.ImageMissing(image));
            });
  }

  private EngineAddress engineAddress() {
    return switch (engine.check()) {
      case EngineStatus.Reachable reachable -> reachable.address();
      case EngineStatus.Unreachable(Problem.EngineProblem problem) ->
          throw new GantryException(problem);
      case EngineStatus.Unknown _ -> throw new IllegalStateException("a check knows the status");
    };
  }

  private void tell(OutputLine line, Consumer<SwitchEvent> events) {
    if (progress.read(line.text()) instanceof ProgressLine.Progress(SwitchEvent event)) {
      events.accept(event);
    }
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.toSeconds()));
  }

  /// For methods that cannot be cancelled by contract; the interrupt stays set.
  private static <T> T uninterrupted(Interruptible<T> work) {
    try {
      return work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  private interface Interruptible<T> {
    T run() throws InterruptedException;
  }
}
