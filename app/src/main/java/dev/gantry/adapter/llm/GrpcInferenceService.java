package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.Embedder;
import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.domain.inference.Watched;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/// Talks to the service by gRPC.
public final class GrpcInferenceService implements InferenceService, AutoCloseable {
  private final Channels channels = new Channels();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("llm-watch-timer").factory());
  private final InstantSource clock;

  public GrpcInferenceService(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Watch watchHealth(ServiceEndpoint endpoint, Consumer<ServiceHealth> listener) {
    return watch(
        endpoint,
        HealthWatch.PACE,
        HealthWatch.call(endpoint),
        new HealthWatch(endpoint, listener));
  }

  @Override
  public Watch watchCode(ServiceEndpoint endpoint, Consumer<Watched<CodeCycle>> listener) {
    return watch(
        endpoint,
        CodeWatch.PACE,
        CodeWatch::begin,
        new NewsWatch<>(
            endpoint,
            response -> CodeMessages.cycle(response.getCycle()),
            new CodeWatch(listener)));
  }

  @Override
  public Watch watchLoad(ServiceEndpoint endpoint, Consumer<Watched<ServiceLoad>> listener) {
    return watch(
        endpoint,
        LoadWatch.PACE,
        LoadWatch::begin,
        new NewsWatch<>(endpoint, response -> LoadMessages.load(response.getLoad()), listener));
  }

  private <Q, A> Watch watch(
      ServiceEndpoint endpoint,
      StreamWatch.Pace pace,
      StreamWatch.Call<Q, A> call,
      StreamWatch.Follower<A> follower) {
    return new StreamWatch<>(channels, endpoint, timer, pace, call, follower).open();
  }

  @Override
  public Generation generate(
      ServiceEndpoint endpoint, Prompt prompt, Consumer<GenerationEvent> listener) {
    GrpcGeneration generation =
        new GrpcGeneration(new StatusProblems(endpoint, prompt.deadline()), clock, listener);
    generation.start(channels.to(endpoint), prompt);
    return generation;
  }

  /// The vectors that the same service makes, on the same connection.
  public Embedder embedder() {
    return new GrpcEmbedder(channels);
  }

  /// Ends every watch and generation.
  @Override
  public void close() {
    timer.shutdownNow();
    channels.close();
  }
}
