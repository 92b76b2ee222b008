package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.history.BuildHistory;
import dev.gantry.adapter.buildkit.transport.EngineSockets;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.engine.EngineAddress;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The gRPC channels to engines, one each. A channel connects when it is used, again after the
/// engine was away, and gives up its connection after a while without use.
final class Connections implements AutoCloseable {

  /// BuildKit sends messages of up to 16 MiB, and error details may come on top.
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private static final long IDLE_SECONDS = 60;
  private static final long CLOSE_SECONDS = 2;

  private final EngineDialer dialer;
  private final Map<EngineAddress, Connection> connections = new ConcurrentHashMap<>();

  /// A channel, and what has been read of the engine's memory through it.
  record Connection(EngineAddress address, ManagedChannel channel, BuildHistory history) {}

  Connections(EngineDialer dialer) {
    this.dialer = dialer;
  }

  /// Returns the connection to an engine. Does not connect yet.
  Connection to(EngineAddress address) {
    Connection connection = connections.computeIfAbsent(address, this::open);
    if (connection.channel().getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      // gRPC would answer with the old failure until it tries again, after minutes in the end
      connection.channel().enterIdle();
    }
    return connection;
  }

  private Connection open(EngineAddress address) {
    ManagedChannel channel =
        // the name is for nobody: the socket factory knows where to connect
        OkHttpChannelBuilder.forTarget("dns:///127.0.0.1:1")
            .overrideAuthority("localhost")
            .usePlaintext()
            .socketFactory(new EngineSockets(dialer, address))
            .proxyDetector(_ -> null)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .idleTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
            .disableRetry()
            .build();
    return new Connection(address, channel, new BuildHistory(channel));
  }

  @Override
  public void close() {
    connections.values().forEach(connection -> connection.channel().shutdownNow());
    for (Connection connection : connections.values()) {
      try {
        connection.channel().awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    connections.clear();
  }
}
