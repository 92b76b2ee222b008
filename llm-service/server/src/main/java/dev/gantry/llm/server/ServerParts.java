package dev.gantry.llm.server;

import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.metrics.ServiceMetrics;
import dev.gantry.llm.serving.CollectionHost;
import dev.gantry.llm.serving.CollectionState;
import dev.gantry.llm.serving.ConversationHost;
import dev.gantry.llm.serving.ConversationState;
import dev.gantry.llm.serving.EmbeddingHost;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.serving.GarbagePauses;
import dev.gantry.llm.serving.ModelHost;
import dev.gantry.llm.serving.ModelState;
import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;

/// What lives as long as the server, whatever answers the calls: configuration, log, models,
/// collections, conversations and health.
public final class ServerParts {
  /// How long embeddings leave the CPUs to the model, which has more to wait for it: on two CPUs,
  /// both at once take the small model almost twice the time until it answers.
  private static final Duration HEAD_START = Duration.ofSeconds(2);

  private final ServerConfig config;
  private final String version;
  private final Instant startTime;
  private final EventLog log;
  private final Health health = new Health();
  private final ModelHost model;
  private final EmbeddingHost embeddings;
  private final CollectionHost collections;
  private final ConversationHost conversations;
  private final ServiceMetrics metrics;
  private final GarbagePauses pauses = new GarbagePauses();
  private final CountDownLatch modelLoaded = new CountDownLatch(1);

  /// Begins to load the models, and opens the collections and the conversations.
  ///
  /// @param startTime when the process started
  /// @param onDeath told where the server is broken inside and should be started anew
  public ServerParts(
      ServerConfig config,
      String version,
      Instant startTime,
      EventLog log,
      UncaughtExceptionHandler onDeath) {
    this.config = config;
    this.version = version;
    this.startTime = startTime;
    this.log = log;
    model = new ModelHost(config, log, this::update, onDeath);
    metrics = new ServiceMetrics(config.listen().httpPort() != null, version, model::state);
    // before all else: it takes longest, and needs nothing of the rest
    model.start();
    embeddings =
        new EmbeddingHost(config.embedding(), ServerParts::embeddingProviders, log, health::update);
    embeddings.start(modelLoaded, HEAD_START);
    collections = CollectionHost.open(config.dataDirectory(), log);
    conversations = ConversationHost.open(config.dataDirectory(), config.conversations(), log);
  }

  private static List<EmbeddingEngineProvider> embeddingProviders() {
    return ServiceLoader.load(EmbeddingEngineProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(EmbeddingEngineProvider::name))
        .toList();
  }

  private void update(ModelState state) {
    health.update(state);
    modelLoaded.countDown();
    if (state instanceof ModelState.Ready) {
      metrics.prepare();
    }
  }

  /// Refuses new work and lets running work end within a time, then breaks it off.
  ///
  /// @return whether all had ended by itself
  boolean drain(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    boolean idle = model.drain(most);
    idle &= embeddings.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    return idle;
  }

  void close() {
    collections.close();
    conversations.close();
    pauses.close();
  }

  Health health() {
    return health;
  }

  public ServerConfig config() {
    return config;
  }

  public String version() {
    return version;
  }

  /// When the process started.
  public Instant startTime() {
    return startTime;
  }

  public EventLog log() {
    return log;
  }

  public ServiceMetrics metrics() {
    return metrics;
  }

  public GarbagePauses pauses() {
    return pauses;
  }

  public ModelState model() {
    return model.state();
  }

  /// What changes the model.
  public ModelHost models() {
    return model;
  }

  public EmbeddingState embeddings() {
    return embeddings.state();
  }

  public CollectionState collections() {
    return collections.state();
  }

  public ConversationState conversations() {
    return conversations.state();
  }
}
