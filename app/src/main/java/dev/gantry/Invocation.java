package dev.gantry;

import dev.gantry.adapter.instance.ProjectLock;
import dev.gantry.cli.Cancellation;
import dev.gantry.cli.CliContext;
import dev.gantry.cli.GantryCli;
import dev.gantry.cli.Projects;
import dev.gantry.cli.ResidentProcess;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.text.Host;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One command, from its arguments to its exit code.
final class Invocation {
  private final Surroundings surroundings;
  private final Cancellation cancellation;
  private final Runnable onDashboard;
  private final Optional<ResidentProcess> resident;
  private final Remembered remembered;
  private final Strings strings = Strings.load();
  private final ProblemText problems = new ProblemText(strings, host());
  private @Nullable Wiring wiring;

  /// @param cancellation told of Ctrl-C
  /// @param onDashboard called when it is no command after all, but the dashboard
  /// @param resident the process that runs it, if that is no process of its own
  /// @param remembered what is known from commands before
  Invocation(
      Surroundings surroundings,
      Cancellation cancellation,
      Runnable onDashboard,
      Optional<ResidentProcess> resident,
      Remembered remembered) {
    this.surroundings = surroundings;
    this.cancellation = cancellation;
    this.onDashboard = onDashboard;
    this.resident = resident;
    this.remembered = remembered;
  }

  /// Runs a command and returns its exit code.
  int run(List<String> arguments) {
    try {
      return new GantryCli(context(), "gantry " + Version.read(), this::openDashboard)
          .run(arguments.toArray(String[]::new));
    } finally {
      if (wiring != null) {
        wiring.close();
      }
    }
  }

  private Wiring wiring() {
    Wiring made = wiring;
    if (made == null) {
      made = new Wiring(surroundings, remembered);
      wiring = made;
    }
    return made;
  }

  private CliContext context() {
    return new CliContext(
        () -> wiring().cliPorts(),
        surroundings.console(),
        strings,
        problems,
        InstantSource.system(),
        surroundings.environment(),
        surroundings.workingDirectory(),
        bundledProject(),
        cancellation,
        resident);
  }

  private int openDashboard(Optional<Path> named) {
    onDashboard.run();
    Path project = projectDirectory(named);
    Path locks = surroundings.directories().state().resolve("locks");
    try (ProjectLock _ = ProjectLock.take(locks, project)) {
      new GantryApp(wiring().dashboardPorts(), project, strings, problems).run();
      return 0;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /// A project whose files are missing or wrong is opened, too: the dashboard says what is wrong,
  /// and goes on when it has been put right.
  private Path projectDirectory(Optional<Path> named) {
    Path directory = surroundings.workingDirectory();
    try {
      return new Projects(wiring().cliPorts().compose(), directory, bundledProject())
          .open(named)
          .directory();
    } catch (GantryException _) {
      return directory.resolve(named.orElse(directory)).normalize();
    }
  }

  /// `./gantry` names the clone that it starts.
  private static Optional<Path> bundledProject() {
    return Optional.ofNullable(System.getProperty("gantry.home"))
        .map(Path::of)
        .filter(directory -> Files.isDirectory(directory.resolve("compose")));
  }

  private static Host host() {
    return new Host(
        Host.familyOf(System.getProperty("os.name"), osRelease()), System.getProperty("user.name"));
  }

  private static String osRelease() {
    try {
      return Files.readString(Path.of("/etc/os-release"));
    } catch (IOException _) {
      return ""; // no Linux, or one without the file
    }
  }
}
