package dev.gantry.adapter.llm;

import dev.gantry.llm.v1.ServerServiceGrpc;
import dev.gantry.llm.v1.WatchLoadRequest;
import dev.gantry.llm.v1.WatchLoadResponse;
import io.grpc.Channel;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;

/// Follows how busy a service is by `WatchLoad` calls.
final class LoadWatch {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /// The service tells it once a second.
  static final StreamWatch.Pace PACE =
      new StreamWatch.Pace(
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Optional.of(SILENCE),
          Optional.of(SILENCE));

  private LoadWatch() {}

  static void begin(
      Channel channel, ClientResponseObserver<WatchLoadRequest, WatchLoadResponse> observer) {
    ServerServiceGrpc.newStub(channel).watchLoad(WatchLoadRequest.getDefaultInstance(), observer);
  }
}
