package dev.gantry;

import dev.gantry.cli.Cancellation;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Starts a command, or without one the dashboard.
///
/// The class extends nothing of JavaFX: the launcher of the JDK would want its modules otherwise.
public final class Main {

  private Main() {}

  /// Ends the process with the exit code of the command.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  /// Runs a command and returns its exit code.
  static int run(List<String> arguments) {
    Surroundings surroundings = Surroundings.ofThisProcess();
    LogFile.use(surroundings.directories().log());
    logDeaths();
    Cancellation cancellation = new Cancellation();
    Interruption interruption = new Interruption(cancellation);
    interruption.install();
    try {
      return new Invocation(
              surroundings,
              cancellation,
              interruption::commandIsOver,
              Optional.empty(),
              Remembered.nothing())
          .run(arguments);
    } finally {
      interruption.commandIsOver();
    }
  }

  /// Has the log tell of threads that end by a defect.
  static void logDeaths() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) ->
            LoggerFactory.getLogger(Main.class).error("{} died", thread.getName(), error));
  }
}
