package dev.gantry.adapter.llm;

import dev.gantry.devloop.v1.DevLoopServiceGrpc;
import dev.gantry.devloop.v1.WatchRequest;
import dev.gantry.devloop.v1.WatchResponse;
import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.CodeOutcome;
import dev.gantry.domain.inference.Watched;
import io.grpc.Channel;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Follows what becomes of saved code by `Watch` calls of `gantry.devloop.v1`. They end at once
/// where the service does not run for development; at the same address there may be one that does a
/// moment later.
final class CodeWatch implements Consumer<Watched<CodeCycle>> {
  /// Nothing may be saved for hours.
  static final StreamWatch.Pace PACE =
      new StreamWatch.Pace(
          Duration.ofMillis(100), Duration.ofSeconds(1), Optional.empty(), Optional.empty());

  private final Consumer<Watched<CodeCycle>> listener;
  private boolean restarting;

  CodeWatch(Consumer<Watched<CodeCycle>> listener) {
    this.listener = listener;
  }

  static void begin(Channel channel, ClientResponseObserver<WatchRequest, WatchResponse> observer) {
    DevLoopServiceGrpc.newStub(channel).watch(WatchRequest.getDefaultInstance(), observer);
  }

  /// A process that said that it restarts is not missed until it is back.
  @Override
  public void accept(Watched<CodeCycle> told) {
    switch (told) {
      case Watched.News<CodeCycle>(var cycle) -> {
        restarting = cycle.outcome() instanceof CodeOutcome.Restarting;
        listener.accept(told);
      }
      case Watched.NotOffered<CodeCycle> _, Watched.Lost<CodeCycle> _ -> {
        if (!restarting) {
          listener.accept(told);
        }
      }
    }
  }
}
