package dev.gantry.llm.serving;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.WordPieceTokenizer;
import dev.gantry.llm.embeddings.EmbeddingQueue;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Holds the engine for embeddings: loads it in the background, tells its state, and ends it.
public final class EmbeddingHost {
  private static final String MODEL = "all-minilm-l6-v2";
  private static final String VOCABULARY = MODEL + "-tokenizer.json";

  /// What the model was trained with, special tokens included.
  private static final int MOST_TOKENS = 256;

  private final ServerConfig.Embedding config;
  private final Supplier<List<EmbeddingEngineProvider>> installed;
  private final EventLog log;
  private final Lifecycle<EmbeddingState> lifecycle;

  /// A host that has not begun to load.
  ///
  /// @param installed finds what there is on the class path, which means to open every jar of it
  /// @param onChange told about every new state, one call at a time
  public EmbeddingHost(
      ServerConfig.Embedding config,
      Supplier<List<EmbeddingEngineProvider>> installed,
      EventLog log,
      Consumer<EmbeddingState> onChange) {
    this.config = config;
    this.installed = installed;
    this.log = log;
    lifecycle =
        new Lifecycle<>(
            "load-embedding",
            new EmbeddingState.Loading(),
            new EmbeddingState.Draining(),
            onChange,
            new Ending());
  }

  /// How the engine leaves when the server ends.
  private static final class Ending implements Lifecycle.Ending<EmbeddingState> {
    @Override
    public boolean drain(EmbeddingState state, Duration most) throws InterruptedException {
      return !(state instanceof EmbeddingState.Ready ready) || ready.queue().awaitIdle(most);
    }

    @Override
    public void close(EmbeddingState state) {
      if (state instanceof EmbeddingState.Ready ready) {
        ready.queue().close();
      }
    }
  }

  /// Begins to load, after something that should not share the CPUs with it.
  ///
  /// @param first at zero when that is over
  /// @param most how long to wait for it
  public void start(CountDownLatch first, Duration most) {
    Future<?> _ =
        lifecycle.submit(
            () -> {
              boolean _ = first.await(most.toNanos(), TimeUnit.NANOSECONDS);
              load();
              return null;
            });
  }

  public EmbeddingState state() {
    return lifecycle.state();
  }

  private void load() {
    try {
      Optional<EmbeddingEngineProvider> chosen = choose();
      if (chosen.isPresent()) {
        lifecycle.become(open(chosen.get()));
      } else {
        lifecycle.become(new EmbeddingState.Disabled(missing()));
      }
    } catch (EmbeddingException e) {
      fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      fail("The engine for embeddings could not be loaded: %s.".formatted(e));
    }
  }

  private Optional<EmbeddingEngineProvider> choose() throws EmbeddingException {
    if (config.engine().equals(ServerConfig.Embedding.NONE)) {
      return Optional.empty();
    }
    List<EmbeddingEngineProvider> providers = installed.get();
    if (config.engine().equals(ServerConfig.Embedding.AUTO)) {
      return providers.stream().findFirst();
    }
    Optional<EmbeddingEngineProvider> named =
        providers.stream().filter(p -> p.name().equals(config.engine())).findFirst();
    if (named.isEmpty()) {
      throw new EmbeddingException(
          "There is no engine for embeddings named \"%s\" on the class path; there is: %s."
              .formatted(config.engine(), names(providers)));
    }
    return named;
  }

  private static String names(List<EmbeddingEngineProvider> providers) {
    return providers.isEmpty()
        ? "none"
        : providers.stream().map(EmbeddingEngineProvider::name).collect(Collectors.joining(", "));
  }

  private String missing() {
    return config.engine().equals(ServerConfig.Embedding.NONE)
        ? "Embeddings are switched off (embedding-engine is none)."
        : "No engine for embeddings is on the class path of the server.";
  }

  private EmbeddingState.Ready open(EmbeddingEngineProvider provider) throws EmbeddingException {
    long begin = System.nanoTime();
    WordPieceTokenizer tokenizer = tokenizer(config.modelDirectory().resolve(VOCABULARY));
    EmbeddingEngine engine =
        provider.open(
            new EmbeddingEngineProvider.Settings(
                config.modelDirectory(), config.nativesDirectory(), config.threads()));
    int dimensions = firstLength(engine, tokenizer);
    log.write(
        Level.INFO,
        "embedding.ready",
        field("engine", provider.name()),
        field("version", engine.version()),
        field("model", MODEL),
        field("precision", engine.model().precision()),
        field("threads", config.threads()),
        field("load_ms", (System.nanoTime() - begin) / 1_000_000));
    return new EmbeddingState.Ready(
        new EmbeddingQueue(engine, tokenizer, 1 + config.queue()),
        provider.name(),
        MODEL,
        dimensions,
        engine.version(),
        engine.model());
  }

  /// How long vectors are. To compute one makes the first call as fast as the others.
  private static int firstLength(EmbeddingEngine engine, WordPieceTokenizer tokenizer)
      throws EmbeddingException {
    try {
      return engine.embed(List.of(tokenizer.tokenize("").tokens())).getFirst().length;
    } catch (EmbeddingException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static WordPieceTokenizer tokenizer(Path file) throws EmbeddingException {
    try {
      return WordPieceTokenizer.read(file, MOST_TOKENS);
    } catch (IOException e) {
      throw new EmbeddingException(
          "The vocabulary %s cannot be read (%s). Set embedding-model-dir to the directory of %s."
              .formatted(file.toAbsolutePath(), e.getMessage(), MODEL),
          e);
    }
  }

  private void fail(String problem) {
    log.write(Level.ERROR, "embedding.failed", field("problem", problem));
    lifecycle.become(new EmbeddingState.Failed(problem));
  }

  /// Refuses new calls and waits for running ones, then ends what is left.
  ///
  /// @return whether all had ended by themselves
  public boolean drain(Duration most) throws InterruptedException {
    return lifecycle.end(most);
  }
}
