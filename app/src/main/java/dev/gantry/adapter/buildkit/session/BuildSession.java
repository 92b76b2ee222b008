package dev.gantry.adapter.buildkit.session;

import dev.gantry.adapter.buildkit.proto.ControlGrpc;
import io.grpc.Channel;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The way back from the engine to this side during one build: a gRPC server on a byte stream
/// within a call to the engine. (`POST /session` gives such a stream too, but engines since 29.2
/// declare it deprecated.)
public final class BuildSession implements AutoCloseable {

  /// The paths that a build follows travel as headers; BuildKit's own limit is 16 MiB as well.
  private static final int MAX_METADATA_BYTES = 16 << 20;

  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  /// How much may wait to be sent before the server is told to slow down.
  private static final int SEND_BUFFER_BYTES = 1 << 20;

  private final String id;
  private final ExecutorService executor;
  private final TunnelSocket tunnel;
  private final Server server;

  private BuildSession(String id, ExecutorService executor, TunnelSocket tunnel, Server server) {
    this.id = id;
    this.executor = executor;
    this.tunnel = tunnel;
    this.server = server;
  }

  /// Opens a session on a channel to the engine.
  ///
  /// @param sharedKey what the engine keeps the files of earlier transfers under
  /// @throws IOException if the server cannot be started
  public static BuildSession open(Channel channel, String sharedKey, SessionServices services)
      throws IOException {
    String id = UUID.randomUUID().toString();
    TunnelSocket tunnel = new TunnelSocket();
    List<ServerServiceDefinition> definitions = services.definitions();
    ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("session ", 0).factory());
    Server server =
        OkHttpServerBuilder.forPort(
                InetSocketAddress.createUnresolved("session", 1),
                InsecureServerCredentials.create())
            .socketFactory(SingleConnectionServerSocket.factory(tunnel))
            .executor(executor)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addServices(definitions)
            .build();
    ControlGrpc.newStub(channel)
        .withOnReadyThreshold(SEND_BUFFER_BYTES)
        .withInterceptors(
            MetadataUtils.newAttachHeadersInterceptor(headers(id, sharedKey, definitions)))
        .session(tunnel);
    BuildSession session = new BuildSession(id, executor, tunnel, server);
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
    tunnel.closeStream();
    executor.shutdownNow();
  }

  private static Metadata headers(
      String id, String sharedKey, List<ServerServiceDefinition> services) {
    Metadata headers = new Metadata();
    headers.put(key("uuid"), id);
    headers.put(key("sharedkey"), sharedKey);
    for (ServerServiceDefinition service : services) {
      for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
        headers.put(key("grpc-method"), "/" + method.getMethodDescriptor().getFullMethodName());
      }
    }
    return headers;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of("x-docker-expose-session-" + name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
