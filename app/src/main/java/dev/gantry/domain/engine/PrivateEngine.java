package dev.gantry.domain.engine;

import dev.gantry.domain.problem.Problem;
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

  /// Where the private engine keeps everything.
  Footprint footprint();

  /// How much that is. Walks through all files, of which an engine that is used may have millions.
  Usage usage();

  /// How the private engine is.
  sealed interface Status {
    /// Cannot run on this machine.
    record Unsupported(Problem.PrivateEngineUnsupported problem) implements Status {}

    /// Can run, has never been set up or has been removed.
    record Absent() implements Status {}

    /// Set up, not running.
    record Stopped() implements Status {}

    /// Ended without having been stopped; `logTail` are its last lines.
    record Crashed(List<String> logTail) implements Status {
      public Crashed {
        logTail = List.copyOf(logTail);
      }
    }

    record Running(long pid, EngineAddress address, String version) implements Status {}
  }

  /// What `start` would do.
  ///
  /// @param packages what is fetched, with versions where known; empty when everything is there
  /// @param origins the addresses that packages are fetched from
  /// @param downloadBytes about how much is fetched, 0 when everything is there
  /// @param programs where the programs are put
  /// @param data where images, containers and logs are put
  /// @param socket where the engine listens
  record Plan(
      List<String> packages,
      List<String> origins,
      long downloadBytes,
      Path programs,
      Path data,
      Path socket) {
    public Plan {
      packages = List.copyOf(packages);
      origins = List.copyOf(origins);
    }
  }

  /// The disk use of the private engine.
  ///
  /// @param programs packages and what was unpacked from them
  /// @param data images, containers, volumes, build cache
  record Footprint(Path programs, Path data, Path log) {}

  /// The sizes of the directories of a [Footprint].
  record Usage(long programBytes, long dataBytes) {}

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
