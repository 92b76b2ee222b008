package dev.gantry.llm.server;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.metrics.HttpPort;
import dev.gantry.llm.security.TlsIdentity;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The running server: listens while the model loads, and drains before it ends.
public final class LlmServer {
  private static final int LONGEST_REQUEST_BYTES = 4 << 20;
  private static final long SHORTEST_CLIENT_PING_SECONDS = 10;
  private static final int MOST_OF_CHANNELZ = 100;
  private static final long LAST_WORDS_MILLIS = 500;

  private final ServerParts parts;
  private final Services services;
  private final Server server;
  private final @Nullable HttpPort http;
  private final @Nullable CertificateRenewal renewal;

  private LlmServer(ServerParts parts, Services services, Server server, @Nullable HttpPort http) {
    this.parts = parts;
    this.services = services;
    this.server = server;
    this.http = http;
    TlsIdentity identity = parts.config().security().identity();
    this.renewal =
        identity == null
            ? null
            : new CertificateRenewal(identity, parts.log(), InstantSource.system()).start();
  }

  /// Listens. The model loads beside it: both have much to do at a start.
  ///
  /// @param services that answer; health and reflection come with the server
  /// @throws IOException where it cannot listen
  public static LlmServer start(ServerParts parts, Services services) throws IOException {
    try {
      return startListening(parts, services);
    } catch (IOException e) {
      giveUp(parts);
      throw e;
    }
  }

  /// Ends what the parts have begun, where no server came of them.
  private static void giveUp(ServerParts parts) {
    try {
      parts.drain(Duration.ZERO);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    parts.close();
  }

  private static LlmServer startListening(ServerParts parts, Services services) throws IOException {
    ServerConfig.Listen listen = parts.config().listen();
    ServerBuilder<?> builder =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(listen.host(), listen.port()),
                Authentication.credentials(parts.config().security()))
            .maxInboundMessageSize(LONGEST_REQUEST_BYTES)
            .permitKeepAliveTime(SHORTEST_CLIENT_PING_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addStreamTracerFactory(CallTracer.factory(parts.metrics()))
            // the last one is the first to see a call
            .intercept(new Authentication(parts.config().security(), parts.log()))
            .intercept(new RequestIds())
            .addService(parts.health().service())
            .addService(ProtoReflectionServiceV1.newInstance());
    if (parts.config().channelz()) {
      builder.addService(ChannelzService.newInstance(MOST_OF_CHANNELZ));
    }
    services.addTo(builder);
    Server server = listen(listen.host(), "port", listen.port(), builder.build()::start);
    HttpPort http;
    try {
      http = startHttp(parts);
    } catch (IOException e) {
      server.shutdownNow();
      throw e;
    }
    parts
        .log()
        .write(
            Level.INFO,
            "server.listening",
            field("host", listen.host()),
            field("port", server.getPort()),
            field("http_port", http == null ? "off" : http.port()),
            field("tls", parts.config().security().identity() != null),
            field("token", parts.config().security().token() != null),
            field("version", parts.version()));
    return new LlmServer(parts, services, server, http);
  }

  private static @Nullable HttpPort startHttp(ServerParts parts) throws IOException {
    ServerConfig.Listen listen = parts.config().listen();
    Integer port = listen.httpPort();
    return port == null
        ? null
        : listen(
            listen.host(),
            "http-port",
            port,
            () ->
                HttpPort.start(
                    new InetSocketAddress(listen.host(), port),
                    parts.config().security(),
                    parts.metrics(),
                    parts::model));
  }

  private static <T> T listen(String host, String option, int port, Listening<T> listening)
      throws IOException {
    try {
      return listening.start();
    } catch (IOException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IOException(
          "%s:%d cannot be listened on: %s. Stop what uses it, or set %s to another."
              .formatted(host, port, cause.getMessage(), option),
          e);
    }
  }

  @FunctionalInterface
  private interface Listening<T> {
    T start() throws IOException;
  }

  /// The port that monitoring asks; null where there is none.
  public @Nullable Integer httpPort() {
    return http == null ? null : http.port();
  }

  /// The port it listens on.
  public int port() {
    return server.getPort();
  }

  /// Says NOT_SERVING, refuses new generations, lets running ones end within the drain timeout, and
  /// closes.
  public void shutdown() throws InterruptedException {
    Duration most = parts.config().drainTimeout();
    parts.log().write(Level.INFO, "server.draining", field("timeout_ms", most.toMillis()));
    boolean idle = parts.drain(most);
    services.close();
    // health watchers stay for ever: they get a moment for the last status, no more
    server.shutdown();
    server.awaitTermination(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    server.shutdownNow();
    server.awaitTermination(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    if (http != null) {
      http.close();
    }
    if (renewal != null) {
      renewal.close();
    }
    parts.close();
    parts.log().write(Level.INFO, "server.stopped", field("drained", idle));
  }

  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }
}
