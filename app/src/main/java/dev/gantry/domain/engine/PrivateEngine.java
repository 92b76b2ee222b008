package dev.gantry.domain.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Port: an engine of Gantry's own, for machines without one. All methods block, and throw a
/// `GantryException` for every expected failure; interrupting the thread cancels.
public interface PrivateEngine {
  /// Looks at the private engine without changing it.
  Status status();

  /// What `start` is going to do on this machine, for the user to confirm.
  Plan plan();

  /// Fetches what is missing and starts the daemon; returns when it answers. Does nothing when it
  /// runs already. The daemon outlives this process.
  void start(Consumer<Progress> progress) throws InterruptedException;

  /// Ends the daemon and everything that it started.
  void stop(Consumer<Progress> progress) throws InterruptedException;

  /// Makes the base image available in the private engine: pulled where a registry can be reached,
  /// otherwise bootstrapped from the distribution's packages.
  void provideBaseImage(Consumer<Progress> progress) throws InterruptedException;

  /// How the private engine is.
  sealed interface Status {
    /// Cannot run on this machine.
    record Unsupported(String reason) implements Status {}

    /// Can run, has never been set up or has been removed.
    record Absent() implements Status {}

    /// Set up, not running; `lastError` is empty after a clean stop.
    record Stopped(String lastError) implements Status {}

    record Running(long pid, EngineAddress address, String version) implements Status {}
  }

  /// What `start` would do.
  ///
  /// @param packages what is fetched, with versions where known
  /// @param downloadBytes about how much is fetched, 0 when everything is there
  /// @param directory where everything is put
  record Plan(List<String> packages, long downloadBytes, Path directory) {
    public Plan {
      packages = List.copyOf(packages);
    }
  }

  /// How far an operation is.
  ///
  /// @param phase what is being done
  /// @param detail for example a package name; may be empty
  /// @param fraction 0 to 1, negative when unknown
  record Progress(Phase phase, String detail, double fraction) {}

  /// The phases of `start`, `stop` and `provideBaseImage`, in their order.
  enum Phase {
    INDEX,
    FETCH,
    UNPACK,
    START,
    BASE_IMAGE,
    STOP
  }
}
