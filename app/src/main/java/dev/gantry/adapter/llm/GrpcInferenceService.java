package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.Embedder;
import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/// Talks to the service by gRPC.
public final class GrpcInferenceService implements InferenceService, AutoCloseable {
  private final Channels channels = new Channels();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("llm-health-timer").factory());
  private final InstantSource clock;

  public GrpcInferenceService(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public AutoCloseable watchHealth(ServiceEndpoint endpoint, Consumer<ServiceHealth> listener) {
    HealthWatch watch = new HealthWatch(channels, endpoint, timer, listener);
    watch.open();
    return watch;
  }

  @Override
  public AutoCloseable watchCode(ServiceEndpoint endpoint, Consumer<Optional<CodeCycle>> listener) {
    CodeWatch watch = new CodeWatch(channels, endpoint, timer, listener);
    watch.open();
    return watch;
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
