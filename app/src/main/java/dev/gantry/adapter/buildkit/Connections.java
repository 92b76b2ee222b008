package dev.gantry.adapter.buildkit;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import dev.gantry.adapter.buildkit.history.BuildHistory;
import dev.gantry.adapter.buildkit.proto.ControlGrpc;
import dev.gantry.adapter.buildkit.proto.ListWorkersRequest;
import dev.gantry.adapter.buildkit.proto.ListWorkersResponse;
import dev.gantry.adapter.buildkit.transport.BuildKitMissing;
import dev.gantry.adapter.buildkit.transport.EngineSockets;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.history.LayerTimes;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The gRPC channels to engines, one each. A channel connects when it is used, again after the
/// engine was away, and gives up its connection after a while without use.
final class Connections implements AutoCloseable {

  /// BuildKit sends messages of up to 16 MiB, and error details may come on top.
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private static final long IDLE_SECONDS = 60;

  /// An engine that was stopped keeps its connections and says nothing. It is asked for a sign of
  /// life while calls are under way; 10 s is the shortest time that gRPC allows.
  private static final long KEEP_ALIVE_SECONDS = 10;

  private static final long KEEP_ALIVE_ANSWER_SECONDS = 5;
  private static final long GREETING_SECONDS = 15;
  private static final long CLOSE_SECONDS = 2;

  private final EngineDialer dialer;
  private final LayerTimes layerTimes;
  private final Map<EngineAddress, Connection> connections = new ConcurrentHashMap<>();

  /// A channel, and the engine's memory of builds at its end.
  record Connection(
      EngineAddress address, ManagedChannel channel, EngineSockets sockets, BuildHistory history) {

    /// Whether there is a connection to the engine now.
    boolean isOpen() {
      return channel.getState(false) == ConnectivityState.READY;
    }

    /// Asks the engine's BuildKit whether it is there, and what runs its builds. An engine that
    /// takes connections and says nothing is given up after a while. The question may meet the end
    /// of an attempt to connect that began while the engine was away; then it is asked once more.
    Future<ListWorkersResponse> greet() {
      boolean begunBefore = channel.getState(false) != ConnectivityState.IDLE;
      ListenableFuture<ListWorkersResponse> answer = listWorkers();
      return begunBefore
          ? Futures.catchingAsync(
              answer, StatusRuntimeException.class, this::greetAgain, directExecutor())
          : answer;
    }

    private ListenableFuture<ListWorkersResponse> greetAgain(StatusRuntimeException failure) {
      if (failure.getStatus().getCode() != Status.Code.UNAVAILABLE
          || BuildKitMissing.isBehind(failure)) {
        return Futures.immediateFailedFuture(failure);
      }
      // the failure may be told before it is the channel's state; what is asked of the channel is
      // done in turn, so after this the state is another one
      SettableFuture<ListWorkersResponse> answer = SettableFuture.create();
      channel.enterIdle();
      channel.notifyWhenStateChanged(
          ConnectivityState.TRANSIENT_FAILURE, () -> answer.setFuture(listWorkers()));
      return answer;
    }

    private ListenableFuture<ListWorkersResponse> listWorkers() {
      return ControlGrpc.newFutureStub(channel)
          .withDeadlineAfter(GREETING_SECONDS, TimeUnit.SECONDS)
          .listWorkers(ListWorkersRequest.getDefaultInstance());
    }
  }

  Connections(EngineDialer dialer, LayerTimes layerTimes) {
    this.dialer = dialer;
    this.layerTimes = layerTimes;
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

  /// A build by the engine's own API, for an engine without BuildKit.
  HttpBuild http(Connection engine, BuildRequest request, Consumer<BuildEvent> events) {
    return new HttpBuild(dialer, engine.address(), engine.sockets()::session, request, events);
  }

  private Connection open(EngineAddress address) {
    EngineSockets sockets = new EngineSockets(dialer, address);
    ManagedChannel channel =
        // the name is for nobody: the socket factory knows where to connect
        OkHttpChannelBuilder.forTarget("dns:///127.0.0.1:1")
            .overrideAuthority("localhost")
            .usePlaintext()
            .socketFactory(sockets)
            .proxyDetector(_ -> null)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .idleTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_ANSWER_SECONDS, TimeUnit.SECONDS)
            .disableRetry()
            .build();
    BuildHistory history = new BuildHistory(channel, address.host(), layerTimes);
    return new Connection(address, channel, sockets, history);
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
