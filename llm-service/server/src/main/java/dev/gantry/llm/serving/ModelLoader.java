package dev.gantry.llm.serving;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.generation.BatchingEngine;
import dev.gantry.llm.gguf.GgufHeader;
import dev.gantry.llm.llama.LlamaLibrary;
import dev.gantry.llm.llama.LlamaModel;
import dev.gantry.llm.llama.ModelCheck;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.model.ModelException;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Checks and loads models and starts an engine for each. Used by one thread at a time.
final class ModelLoader {
  private static final long SMALL_MODEL_BYTES = 64L << 20;
  private static final int DEFAULT_CONTEXT_TOKENS = 4096;

  /// llama.cpp takes minutes to refuse a context of billions.
  private static final int MOST_TOKENS_OF_ALL_SLOTS = 1 << 20;

  private final ServerConfig config;
  private final EventLog log;
  private final UncaughtExceptionHandler onDeath;

  /// Once in a process: each load of it would leave its callbacks behind.
  private @Nullable LlamaLibrary library;

  ModelLoader(ServerConfig config, EventLog log, UncaughtExceptionHandler onDeath) {
    this.config = config;
    this.log = log;
    this.onDeath = onDeath;
  }

  /// The header of a file that this process can be given.
  GgufHeader check(Path path) throws ModelException, InterruptedException {
    GgufHeader header = ModelCheck.readHeader(path);
    tryOut(path);
    return header;
  }

  /// Has a child process try a model that is not known.
  void tryOut(Path path) throws ModelException, InterruptedException {
    if (needsTrial(path)) {
      new ModelCheck(
              config.nativeEngine().directory(),
              config.nativeEngine().cpuVariant(),
              config.model().checkTimeout())
          .tryInChild(path);
    }
  }

  /// Loads a model that was checked.
  ModelState.Ready load(Path path, GgufHeader header) throws ModelException {
    long begin = System.nanoTime();
    LlamaLibrary llama = library(path);
    LlamaModel model = LlamaModel.load(llama, path, config.model().mapped());
    int threads = threads(header.sizeBytes());
    BatchingEngine engine = startEngine(model, threads);
    // in the background: who asks first need not wait for it, nor who waits for the model
    Thread.ofPlatform().name("link").daemon().start(llama::prepareRequests);
    log.write(
        Level.INFO,
        "model.ready",
        field("path", path),
        field("name", header.name()),
        field("architecture", header.architecture()),
        field("quantization", header.quantization()),
        field("context_tokens", engine.contextTokens()),
        field("slots", config.engine().slots()),
        field("threads", threads),
        field("llama_cpp", llama.version()),
        field("cpu_variant", llama.cpuVariant()),
        field("load_ms", (System.nanoTime() - begin) / 1_000_000));
    return new ModelState.Ready(
        engine,
        new ModelState.Description(
            path, header, model.info(), llama.version(), llama.cpuVariant(), threads));
  }

  private LlamaLibrary library(Path firstModel) throws ModelException {
    LlamaLibrary loaded = library;
    if (loaded == null) {
      loaded =
          LlamaLibrary.load(
              config.nativeEngine().directory(),
              KernelChoice.kernels(
                  config.nativeEngine().cpuVariant(),
                  config.nativeEngine().directory(),
                  firstModel,
                  config.model().directory()),
              log);
      library = loaded;
    }
    return loaded;
  }

  private BatchingEngine startEngine(LlamaModel model, int threads) throws ModelException {
    try {
      int contextTokens = contextTokens(model.info().trainedContextTokens());
      return BatchingEngine.start(
          model, contextTokens, threads, config.engine(), System::nanoTime, onDeath);
    } catch (ModelException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private boolean needsTrial(Path path) throws ModelException {
    try {
      return switch (config.model().check()) {
        case AUTO -> !KnownModels.contains(path);
        case ALWAYS -> true;
        case NEVER -> false;
      };
    } catch (IOException e) {
      throw new ModelException("%s cannot be read: %s.".formatted(path, e.getMessage()), e);
    }
  }

  /// Tokens that a context for a model has.
  int contextTokens(GgufHeader header) {
    return Math.min(wantedTokens(), header.contextTokens());
  }

  private int wantedTokens() {
    int wanted = config.model().contextTokens();
    return wanted == 0 ? DEFAULT_CONTEXT_TOKENS : wanted;
  }

  private int contextTokens(int trained) throws ModelException {
    int wanted = config.model().contextTokens();
    if (wanted > trained) {
      log.write(
          Level.WARN,
          "model.context_capped",
          field("context_tokens", wanted),
          field("trained_context_tokens", trained));
    }
    int tokens = Math.min(wantedTokens(), trained);
    if ((long) tokens * config.engine().slots() > MOST_TOKENS_OF_ALL_SLOTS) {
      throw new ModelException(
          "%d slots of %d tokens are more than %d tokens. Lower slots or context-tokens."
              .formatted(config.engine().slots(), tokens, MOST_TOKENS_OF_ALL_SLOTS));
    }
    return tokens;
  }

  /// A second thread makes a small model slower: the threads wait for each other after every step
  /// of the computation. Using every CPU does the same to large ones when anything else runs.
  private int threads(long modelBytes) {
    if (config.nativeEngine().threads() > 0) {
      return config.nativeEngine().threads();
    }
    return modelBytes < SMALL_MODEL_BYTES
        ? 1
        : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }
}
