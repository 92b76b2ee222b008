package dev.gantry.adapter.buildkit.session;

import io.grpc.Channel;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The way back from the engine to this side during one build: a gRPC server on a byte stream that
/// the engine speaks as a client.
public final class BuildSession implements AutoCloseable {

  /// The paths that a build follows travel as headers; BuildKit's own limit is 16 MiB as well.
  private static final int MAX_METADATA_BYTES = 16 << 20;

  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  /// What the engine may send before it is read: results, as much as by default.
  private static final int RESULT_WINDOW_BYTES = 65_535;

  /// Where there are only requests for files, less. They have some ten bytes each and come in
  /// frames of their own, of which the transport keeps each in 8 KiB until it is read.
  private static final int REQUEST_WINDOW_BYTES = 16_384;

  private static final long CLOSE_MILLISECONDS = 1000;

  private final String id;
  private final ExecutorService executor;
  private final SessionStream stream;
  private final Server server;

  private BuildSession(String id, ExecutorService executor, SessionStream stream, Server server) {
    this.id = id;
    this.executor = executor;
    this.stream = stream;
    this.server = server;
  }

  /// Opens a session with the engine that the channel leads to.
  ///
  /// @param upgrade asks the engine for a stream of its own
  /// @param sharedKey what the engine keeps the files of earlier transfers under
  /// @throws IOException if the server cannot be started
  public static BuildSession open(
      SessionUpgrade upgrade, Channel channel, String sharedKey, SessionServices services)
      throws IOException {
    List<ServerServiceDefinition> definitions = services.definitions();
    SessionHeaders headers = SessionHeaders.of(sharedKey, definitions);
    SessionStream stream = SessionStream.open(upgrade, channel, headers);
    return serve(headers.id(), stream, definitions, services.takeResults());
  }

  /// Opens a session with an engine whose BuildKit cannot be called; empty where the engine has no
  /// sessions.
  ///
  /// @param upgrade asks the engine for the stream
  /// @throws IOException if the server cannot be started
  public static Optional<BuildSession> open(
      SessionUpgrade upgrade, String sharedKey, SessionServices services) throws IOException {
    List<ServerServiceDefinition> definitions = services.definitions();
    SessionHeaders headers = SessionHeaders.of(sharedKey, definitions);
    Optional<SessionStream> stream = SessionStream.open(upgrade, headers);
    return stream.isPresent()
        ? Optional.of(serve(headers.id(), stream.get(), definitions, services.takeResults()))
        : Optional.empty();
  }

  private static BuildSession serve(
      String id, SessionStream stream, List<ServerServiceDefinition> services, boolean takeResults)
      throws IOException {
    ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("session ", 0).factory());
    Server server =
        OkHttpServerBuilder.forPort(
                InetSocketAddress.createUnresolved("session", 1),
                InsecureServerCredentials.create())
            .socketFactory(SingleConnectionServerSocket.factory(stream))
            .executor(executor)
            .flowControlWindow(takeResults ? RESULT_WINDOW_BYTES : REQUEST_WINDOW_BYTES)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addServices(services)
            .build();
    BuildSession session = new BuildSession(id, executor, stream, server);
    try {
      server.start();
      return session;
    } catch (IOException failure) {
      session.close();
      throw failure;
    }
  }

  /// What a build names the session by.
  public String id() {
    return id;
  }

  @Override
  public void close() {
    server.shutdownNow();
    stream.close();
    try {
      // the connection tells its last calls of the end, on threads of the executor
      server.awaitTermination(CLOSE_MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }
}
