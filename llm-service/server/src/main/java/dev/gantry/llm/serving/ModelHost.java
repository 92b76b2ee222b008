package dev.gantry.llm.serving;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.llama.ModelCheck;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.model.ModelException;
import dev.gantry.llm.serving.ModelChangeException.Kind;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Holds the model: loads it in the background, tells its state, changes it for another, and ends
/// it. A model that cannot be loaded leaves the server up, with the reason for whoever asks.
public final class ModelHost {
  private final Path first;
  private final EventLog log;
  private final ModelDirectory directory;
  private final ModelLoader loader;
  private final Lifecycle<ModelState> lifecycle;
  private final ModelSwap swap;

  /// One change at a time, the first load included.
  private final Semaphore changing = new Semaphore(1);

  /// What a change came to.
  ///
  /// @param state after it
  /// @param took from the call to its end
  /// @param unavailable how long no model answered, of that
  /// @param brokenOff generations that were broken off
  public record Change(ModelState state, Duration took, Duration unavailable, int brokenOff) {}

  /// A host that has not begun to load.
  ///
  /// @param onChange told about every new state, one call at a time
  /// @param onDeath told where a thread of the engine died of an error
  public ModelHost(
      ServerConfig config,
      EventLog log,
      Consumer<ModelState> onChange,
      UncaughtExceptionHandler onDeath) {
    first = config.model().path();
    this.log = log;
    directory = new ModelDirectory(config.model().directory());
    loader = new ModelLoader(config, log, onDeath);
    lifecycle =
        new Lifecycle<>(
            "load",
            new ModelState.Loading(first),
            new ModelState.Draining(),
            onChange,
            new Ending());
    swap = new ModelSwap(config, loader, lifecycle, log);
  }

  /// How a model leaves when the server ends.
  private static final class Ending implements Lifecycle.Ending<ModelState> {
    @Override
    public boolean drain(ModelState state, Duration most) throws InterruptedException {
      return !(state instanceof ModelState.Ready ready) || ready.engine().drain(most);
    }

    @Override
    public void close(ModelState state) {
      if (state instanceof ModelState.Ready ready) {
        ready.engine().close();
      }
    }
  }

  /// Begins to load the configured model.
  public void start() {
    changing.acquireUninterruptibly();
    Future<?> _ =
        lifecycle.submit(
            () -> {
              ModelState loaded = loadFirst();
              // before it is told: who hears that it answers may load another one
              changing.release();
              lifecycle.become(loaded);
              return null;
            });
  }

  public ModelState state() {
    return lifecycle.state();
  }

  /// The files that can be loaded.
  ///
  /// @throws ModelException where the directory cannot be read
  public List<ModelFile> files() throws ModelException {
    return directory.list();
  }

  private ModelState loadFirst() throws InterruptedException {
    GgufHeader header = null;
    try {
      header = ModelCheck.readHeader(first);
      loader.tryOut(first);
      return loader.load(first, header);
    } catch (ModelException e) {
      return failed(e.getMessage(), header);
    } catch (RuntimeException | LinkageError e) {
      log.write(Level.ERROR, "model.load_crashed", field("error", e));
      return failed("The model could not be loaded: %s.".formatted(e), header);
    }
  }

  private ModelState failed(@Nullable String message, @Nullable GgufHeader header) {
    String problem = String.valueOf(message);
    log.write(Level.ERROR, "model.failed", field("problem", problem));
    return new ModelState.Failed(first, problem, header);
  }

  /// Loads a model of the directory in place of what is loaded, and waits until it answers. Goes on
  /// also where the caller is interrupted.
  ///
  /// @param name a plain name, see [ModelDirectory#isPlainName]
  /// @param most how long generations of the model that leaves may go on
  public Change load(String name, Duration most) throws ModelChangeException, InterruptedException {
    Path path = directory.find(name);
    return change(() -> swap.load(path, most));
  }

  /// Unloads the model, and waits until it has left.
  ///
  /// @param most how long its generations may go on
  public Change unload(Duration most) throws ModelChangeException, InterruptedException {
    return change(() -> swap.unload(most));
  }

  private Change change(Callable<ModelSwap.Outcome> work)
      throws ModelChangeException, InterruptedException {
    if (!changing.tryAcquire()) {
      throw new ModelChangeException(
          Kind.CHANGING, "A model is being loaded or unloaded already. Try again in a moment.");
    }
    long begin = System.nanoTime();
    try {
      ModelSwap.Outcome outcome = lifecycle.submit(() -> releasing(work)).get();
      return new Change(
          outcome.state(),
          Duration.ofNanos(System.nanoTime() - begin),
          outcome.unavailable(),
          outcome.brokenOff());
    } catch (RejectedExecutionException | CancellationException _) {
      throw draining();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private ModelSwap.Outcome releasing(Callable<ModelSwap.Outcome> work) throws Exception {
    try {
      return work.call();
    } finally {
      changing.release();
    }
  }

  private ModelChangeException failure(@Nullable Throwable cause) {
    if (cause instanceof InterruptedException || state() instanceof ModelState.Draining) {
      return draining();
    }
    String problem =
        cause instanceof ModelException
            ? String.valueOf(cause.getMessage())
            : "The model could not be loaded: %s.".formatted(cause);
    log.write(Level.WARN, "model.refused", field("problem", problem));
    return new ModelChangeException(Kind.REFUSED, problem);
  }

  private static ModelChangeException draining() {
    return new ModelChangeException(Kind.DRAINING, "The server is shutting down.");
  }

  /// Refuses new generations, waits for running ones, then breaks off what is left.
  ///
  /// @return whether all had ended by themselves
  public boolean drain(Duration most) throws InterruptedException {
    return lifecycle.end(most);
  }
}
