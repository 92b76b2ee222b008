package dev.gantry;

import dev.gantry.resident.Resident;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// A process that stays and runs commands for `./gantry`, whose start would take longer than they.
public final class ResidentMain {
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private ResidentMain() {}

  /// Ends the process when it is time.
  ///
  /// @param arguments the directory that requests come to, and a file of the build that runs
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LogFile.use(Surroundings.ofThisProcess().directories().log());
    Main.logDeaths();
    Resident resident =
        new Resident(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            new ForeignCommands(),
            new Resident.Limits(IDLE, TICK, GRACE),
            InstantSource.system());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(resident), "interruption"));
    resident.serve();
    System.exit(0);
  }

  private static void end(Resident resident) {
    try {
      resident.cancelAll();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
