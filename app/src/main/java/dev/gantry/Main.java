package dev.gantry;

import dev.gantry.adapter.instance.ProjectLock;
import dev.gantry.cli.Cancellation;
import dev.gantry.cli.CliContext;
import dev.gantry.cli.Confirmation;
import dev.gantry.cli.Console;
import dev.gantry.cli.GantryCli;
import dev.gantry.cli.Projects;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.text.Host;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Starts a command, or without one the dashboard.
///
/// The class extends nothing of JavaFX: the launcher of the JDK would want its modules otherwise.
public final class Main {
  private final UserDirectories directories;
  private final Strings strings = Strings.load();
  private final ProblemText problems = new ProblemText(strings, host());
  private final Cancellation cancellation = new Cancellation();
  private final Interruption interruption = new Interruption(cancellation);
  private final Path workingDirectory = Path.of("").toAbsolutePath();
  private @Nullable Wiring wiring;

  private Main(UserDirectories directories) {
    this.directories = directories;
  }

  /// Ends the process with the exit code of the command.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  /// Runs a command and returns its exit code.
  static int run(List<String> arguments) {
    UserDirectories directories =
        UserDirectories.of(System.getenv(), home(), System.getProperty("os.name"));
    LogFile.use(directories.log());
    return new Main(directories).run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    interruption.install();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) ->
            LoggerFactory.getLogger(Main.class).error("{} died", thread.getName(), error));
    try {
      return new GantryCli(context(), "gantry " + Version.read(), this::openDashboard)
          .run(arguments);
    } finally {
      interruption.commandIsOver();
      if (wiring != null) {
        wiring.close();
      }
    }
  }

  private Wiring wiring() {
    Wiring made = wiring;
    if (made == null) {
      made = new Wiring(System.getenv(), home(), directories.cache());
      wiring = made;
    }
    return made;
  }

  private CliContext context() {
    Console console =
        new Console(
            writer(System.out),
            writer(System.err),
            new ProcessScreen(System.getenv()),
            !System.getenv().getOrDefault("NO_COLOR", "").isEmpty(),
            Confirmation.onTerminal());
    return new CliContext(
        () -> wiring().cliPorts(),
        console,
        strings,
        problems,
        InstantSource.system(),
        workingDirectory,
        bundledProject(),
        cancellation);
  }

  private int openDashboard(Optional<Path> named) {
    interruption.commandIsOver();
    Path project = projectDirectory(named);
    try (ProjectLock _ = ProjectLock.take(directories.state().resolve("locks"), project)) {
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
    try {
      return new Projects(wiring().cliPorts().compose(), workingDirectory, bundledProject())
          .open(named)
          .directory();
    } catch (GantryException _) {
      return workingDirectory.resolve(named.orElse(workingDirectory)).normalize();
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

  /// As the Docker CLI sees it: Java asks the user database only, whatever `HOME` says.
  private static Path home() {
    String named = Objects.requireNonNullElse(System.getenv("HOME"), "");
    return Path.of(named.isBlank() ? System.getProperty("user.home") : named);
  }

  /// Where no language is set, Java takes ASCII; terminals and pipes have long understood UTF-8.
  private static PrintWriter writer(PrintStream stream) {
    Charset charset = stream.charset();
    return new PrintWriter(
        stream,
        false,
        charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset);
  }
}
