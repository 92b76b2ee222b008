package dev.gantry.llm.serving;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.llama.ModelCheck;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.model.ModelException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Holds the model: loads it in the background, tells its state, and ends it. A model that cannot
/// be loaded leaves the server up, not serving, with the reason for whoever asks.
public final class ModelHost {
  private static final Duration LONGEST_LOADER_END = Duration.ofSeconds(5);

  private final ServerConfig config;
  private final EventLog log;
  private final Consumer<ModelState> onChange;
  private final UncaughtExceptionHandler onDeath;
  private final Thread loader;
  private volatile ModelState state = new ModelState.Loading();

  /// A host that has not begun to load.
  ///
  /// @param onChange told about every new state, one call at a time
  /// @param onDeath told where the thread that decodes died of an error
  public ModelHost(
      ServerConfig config,
      EventLog log,
      Consumer<ModelState> onChange,
      UncaughtExceptionHandler onDeath) {
    this.config = config;
    this.log = log;
    this.onChange = onChange;
    this.onDeath = onDeath;
    loader = Thread.ofPlatform().name("load").daemon().unstarted(this::load);
  }

  /// Begins to load.
  public void start() {
    loader.start();
  }

  public ModelState state() {
    return state;
  }

  private void load() {
    GgufHeader header = null;
    try {
      header = ModelCheck.readHeader(config.model().path());
      become(new ModelLoader(config, log, onDeath).load(header));
    } catch (ModelException e) {
      fail(e.getMessage(), header);
    } catch (RuntimeException | LinkageError e) {
      log.write(Level.ERROR, "model.load_crashed", field("error", e));
      fail("The model could not be loaded: %s.".formatted(e), header);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(@Nullable String message, @Nullable GgufHeader header) {
    String problem = String.valueOf(message);
    log.write(Level.ERROR, "model.failed", field("problem", problem));
    become(new ModelState.Failed(problem, header));
  }

  private synchronized void become(ModelState next) {
    if (state instanceof ModelState.Draining) {
      closeEngine(next);
      return;
    }
    state = next;
    onChange.accept(next);
  }

  /// Refuses new generations, waits for running ones, then breaks off what is left.
  ///
  /// @return whether all had ended by themselves
  public boolean drain(Duration most) throws InterruptedException {
    ModelState last;
    synchronized (this) {
      last = state;
      if (last instanceof ModelState.Draining) {
        return true;
      }
      state = new ModelState.Draining();
      onChange.accept(state);
    }
    loader.interrupt();
    boolean idle = !(last instanceof ModelState.Ready ready) || ready.engine().drain(most);
    closeEngine(last);
    loader.join(LONGEST_LOADER_END);
    return idle;
  }

  private static void closeEngine(ModelState state) {
    if (state instanceof ModelState.Ready ready) {
      ready.engine().close();
    }
  }
}
