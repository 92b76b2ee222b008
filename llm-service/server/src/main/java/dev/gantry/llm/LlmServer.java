package dev.gantry.llm;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.rpc.CollectionAccess;
import dev.gantry.llm.rpc.CollectionGrpc;
import dev.gantry.llm.rpc.EmbeddingGrpc;
import dev.gantry.llm.rpc.GenerationGrpc;
import dev.gantry.llm.rpc.Health;
import dev.gantry.llm.rpc.LoadStreams;
import dev.gantry.llm.rpc.RequestIds;
import dev.gantry.llm.rpc.ServerInfoGrpc;
import dev.gantry.llm.serving.CollectionHost;
import dev.gantry.llm.serving.EmbeddingHost;
import dev.gantry.llm.serving.ModelHost;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

/// The running server: listens at once, loads the model beside it, and drains before it ends.
public final class LlmServer {
  private static final int LONGEST_REQUEST_BYTES = 4 << 20;
  private static final long SHORTEST_CLIENT_PING_SECONDS = 10;
  private static final long LAST_WORDS_MILLIS = 500;
  private static final Duration LOAD_INTERVAL = Duration.ofSeconds(1);

  private final ServerConfig config;
  private final EventLog log;
  private final ModelHost host;
  private final EmbeddingHost embeddings;
  private final CollectionHost collections;
  private final LoadStreams load;
  private final Server server;

  private LlmServer(
      ServerConfig config,
      EventLog log,
      ModelHost host,
      EmbeddingHost embeddings,
      CollectionHost collections,
      LoadStreams load,
      Server server) {
    this.config = config;
    this.log = log;
    this.host = host;
    this.embeddings = embeddings;
    this.collections = collections;
    this.load = load;
    this.server = server;
  }

  /// Listens, and begins to load the model.
  ///
  /// @param startTime when the process started
  /// @param onDeath told where the server is broken inside and should be started anew
  /// @throws IOException where it cannot listen
  public static LlmServer start(
      ServerConfig config,
      String version,
      Instant startTime,
      EventLog log,
      UncaughtExceptionHandler onDeath)
      throws IOException {
    Health health = new Health();
    ModelHost host = new ModelHost(config, log, health::update, onDeath);
    EmbeddingHost embeddings =
        new EmbeddingHost(config.embedding(), embeddingProviders(), log, health::update);
    CollectionHost collections = CollectionHost.open(config.dataDirectory(), log);
    CollectionAccess access = new CollectionAccess(collections::state, embeddings::state);
    LoadStreams load = new LoadStreams(host::state, InstantSource.system(), LOAD_INTERVAL);
    Server server =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(config.listen().host(), config.listen().port()),
                InsecureServerCredentials.create())
            .maxInboundMessageSize(LONGEST_REQUEST_BYTES)
            .permitKeepAliveTime(SHORTEST_CLIENT_PING_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .intercept(new RequestIds())
            .addService(new GenerationGrpc(host::state, access, new SecureRandom()::nextInt, log))
            .addService(new EmbeddingGrpc(embeddings::state, log))
            .addService(new CollectionGrpc(access))
            .addService(new ServerInfoGrpc(config, version, startTime, host::state, load))
            .addService(health.service())
            .addService(ProtoReflectionServiceV1.newInstance())
            .build()
            .start();
    host.start();
    embeddings.start();
    log.write(
        Level.INFO,
        "server.listening",
        field("host", config.listen().host()),
        field("port", server.getPort()),
        field("version", version));
    return new LlmServer(config, log, host, embeddings, collections, load, server);
  }

  private static List<EmbeddingEngineProvider> embeddingProviders() {
    return ServiceLoader.load(EmbeddingEngineProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(EmbeddingEngineProvider::name))
        .toList();
  }

  /// The port it listens on.
  public int port() {
    return server.getPort();
  }

  /// Says NOT_SERVING, refuses new generations, lets running ones end within the drain timeout, and
  /// closes.
  public void shutdown() throws InterruptedException {
    log.write(Level.INFO, "server.draining", field("timeout_ms", config.drainTimeout().toMillis()));
    long deadline = System.nanoTime() + config.drainTimeout().toNanos();
    boolean idle = host.drain(config.drainTimeout());
    idle &= embeddings.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    load.close();
    // health watchers stay for ever: they get a moment for the last status, no more
    server.shutdown();
    server.awaitTermination(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    server.shutdownNow();
    server.awaitTermination(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    collections.close();
    log.write(Level.INFO, "server.stopped", field("drained", idle));
  }

  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }
}
