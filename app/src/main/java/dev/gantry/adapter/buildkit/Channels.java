package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.transport.EngineDialer;
import dev.gantry.adapter.buildkit.transport.EngineSockets;
import dev.gantry.domain.engine.EngineAddress;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The gRPC channels to engines, one each. A channel connects when it is used, again after the
/// engine was away, and gives up its connection after a while without use.
final class Channels implements AutoCloseable {

  /// BuildKit sends messages of up to 16 MiB, and error details may come on top.
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private static final long IDLE_SECONDS = 60;
  private static final long CLOSE_SECONDS = 2;

  private final EngineDialer dialer;
  private final Map<EngineAddress, ManagedChannel> channels = new ConcurrentHashMap<>();

  Channels(EngineDialer dialer) {
    this.dialer = dialer;
  }

  /// Returns the channel to an engine. Does not connect.
  ManagedChannel to(EngineAddress address) {
    ManagedChannel channel = channels.computeIfAbsent(address, this::open);
    // after a failure gRPC would wait, for minutes in the end, while the user knows better
    channel.resetConnectBackoff();
    return channel;
  }

  private ManagedChannel open(EngineAddress address) {
    // the name is for nobody: the socket factory knows where to connect
    return OkHttpChannelBuilder.forTarget("dns:///127.0.0.1:1")
        .overrideAuthority("localhost")
        .usePlaintext()
        .socketFactory(new EngineSockets(dialer, address))
        .proxyDetector(_ -> null)
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .idleTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
        .disableRetry()
        .build();
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    for (ManagedChannel channel : channels.values()) {
      try {
        channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    channels.clear();
  }
}
