package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.ServiceEndpoint;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// One connection to each address, shared by health and generation.
final class Channels implements AutoCloseable {
  private final Map<Address, ManagedChannel> channels = new ConcurrentHashMap<>();

  /// Listeners may take their time without holding up another call.
  private final ExecutorService listeners = Executors.newVirtualThreadPerTaskExecutor();

  private record Address(String host, int port) {}

  /// Returns a channel that is connected, or connects now.
  ///
  /// A channel whose connection failed is not used again: gRPC lets its calls fail with the old
  /// cause until a new attempt has succeeded, and the pauses between attempts grow to two minutes.
  ManagedChannel to(ServiceEndpoint endpoint) {
    return channels.compute(
        new Address(endpoint.host(), endpoint.port()),
        (address, channel) -> {
          if (channel == null) {
            return open(address);
          }
          if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.shutdown();
            return open(address);
          }
          return channel;
        });
  }

  private ManagedChannel open(Address address) {
    return OkHttpChannelBuilder.forAddress(address.host(), address.port())
        .usePlaintext()
        .executor(listeners)
        .build();
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    listeners.shutdown();
  }
}
