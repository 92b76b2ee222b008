package dev.gantry.llm.serving;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.generation.GenerationFailure;
import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.model.ModelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/// Brings another model into service. A file that is refused by its header or by the trial never
/// costs the model that is loaded, and one that fails later costs it only where there was no memory
/// for both: then the former one is loaded again.
final class ModelSwap {
  /// What llama.cpp takes to compute with, whatever the model.
  private static final long WORKING_BYTES = 128L << 20;

  private final ServerConfig config;
  private final ModelLoader loader;
  private final Lifecycle<ModelState> lifecycle;
  private final EventLog log;
  private final AvailableMemory memory = new AvailableMemory();

  /// What a change came to.
  ///
  /// @param state after it
  /// @param unavailable how long no model answered
  /// @param brokenOff generations that were broken off
  record Outcome(ModelState state, Duration unavailable, int brokenOff) {}

  ModelSwap(
      ServerConfig config, ModelLoader loader, Lifecycle<ModelState> lifecycle, EventLog log) {
    this.config = config;
    this.loader = loader;
    this.lifecycle = lifecycle;
    this.log = log;
  }

  /// Loads a model and lets the loaded one leave.
  ///
  /// @param most how long generations of the one that leaves may go on
  /// @throws ModelException where the file cannot be used; the former state is back then
  Outcome load(Path path, Duration most) throws ModelException, InterruptedException {
    GgufHeader header = loader.check(path);
    ModelState before = lifecycle.state();
    if (!(before instanceof ModelState.Ready ready)) {
      return replaceNothing(path, header, before);
    }
    if (fitsBeside(header)) {
      ModelState.Ready next = loader.load(path, header);
      lifecycle.become(next);
      return new Outcome(
          next, Duration.ZERO, leave(ready, most, new GenerationFailure.ModelReplaced()));
    }
    return replace(path, header, ready, most);
  }

  private Outcome replaceNothing(Path path, GgufHeader header, ModelState before)
      throws ModelException {
    long begin = System.nanoTime();
    lifecycle.become(new ModelState.Loading(path));
    try {
      ModelState.Ready next = loader.load(path, header);
      lifecycle.become(next);
      return new Outcome(next, since(begin), 0);
    } catch (ModelException | RuntimeException e) {
      lifecycle.become(before);
      throw e;
    }
  }

  private Outcome replace(Path path, GgufHeader header, ModelState.Ready former, Duration most)
      throws ModelException, InterruptedException {
    long begin = System.nanoTime();
    lifecycle.become(new ModelState.Swapping(path));
    int brokenOff = leave(former, most, new GenerationFailure.ModelReplaced());
    try {
      ModelState.Ready next = loader.load(path, header);
      lifecycle.become(next);
      return new Outcome(next, since(begin), brokenOff);
    } catch (ModelException | RuntimeException e) {
      goBackTo(former.description());
      throw e;
    }
  }

  private void goBackTo(ModelState.Description former) {
    try {
      lifecycle.become(loader.load(former.path(), former.header()));
    } catch (ModelException e) {
      String problem = String.valueOf(e.getMessage());
      log.write(Level.ERROR, "model.failed", field("problem", problem));
      lifecycle.become(new ModelState.Failed(former.path(), problem, former.header()));
    }
  }

  /// Lets the loaded model leave; does nothing where there is none.
  Outcome unload(Duration most) throws InterruptedException {
    ModelState before = lifecycle.state();
    ModelState.Unloaded none = new ModelState.Unloaded();
    lifecycle.become(none);
    return before instanceof ModelState.Ready ready
        ? new Outcome(
            none, Duration.ZERO, leave(ready, most, new GenerationFailure.ModelUnloaded()))
        : new Outcome(none, Duration.ZERO, 0);
  }

  private int leave(ModelState.Ready ready, Duration most, GenerationFailure why)
      throws InterruptedException {
    long begin = System.nanoTime();
    try {
      var _ = ready.engine().drain(most, why);
    } finally {
      // also where the server ends in the meantime
      ready.engine().close();
    }
    int brokenOff = ready.engine().brokenOff();
    log.write(
        Level.INFO,
        "model.left",
        field("path", ready.description().path()),
        field("broken_off", brokenOff),
        field("drain_ms", since(begin).toMillis()));
    return brokenOff;
  }

  private boolean fitsBeside(GgufHeader header) {
    return switch (config.model().swap()) {
      case BESIDE -> true;
      case INSTEAD -> false;
      case AUTO -> {
        long context = (long) loader.contextTokens(header) * config.engine().slots();
        double needed =
            (double) header.sizeBytes()
                + (double) header.stateBytesPerToken() * context
                + WORKING_BYTES;
        OptionalLong available = memory.bytes();
        log.write(
            Level.DEBUG,
            "model.memory",
            field("needed_bytes", needed),
            field("available_bytes", available.orElse(-1)));
        yield available.isPresent() && needed <= available.getAsLong();
      }
    };
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
