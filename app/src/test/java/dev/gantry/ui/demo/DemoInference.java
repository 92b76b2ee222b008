package dev.gantry.ui.demo;

import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.FinishReason;
import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.domain.inference.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A service that streams prepared answers at the pace of a small model.
public final class DemoInference implements InferenceService {
  private static final List<String> ANSWERS =
      List.of(
          "A container image is a stack of read-only layers, each the difference that one"
              + " instruction of a Dockerfile made to the file system, together with a configuration"
              + " that says what to run. Layers are named by the digest of their content, so two"
              + " images that share a base also share its layers on disk.",
          "The cache of a build is a chain: a step is taken from it only if its instruction, its"
              + " inputs and the step before it are the same as last time. So what changes often"
              + " belongs at the end. Copy the files that name the dependencies first, fetch the"
              + " dependencies, and copy the sources only then. A change of the sources then costs"
              + " one compilation, not another download of everything.");
  private static final int PROMPT_TOKENS = 14;

  private final AtomicInteger asked = new AtomicInteger();

  @Override
  public Watch watchHealth(ServiceEndpoint endpoint, Consumer<ServiceHealth> listener) {
    listener.accept(new ServiceHealth.Serving());
    return () -> {};
  }

  @Override
  public Watch watchCode(ServiceEndpoint endpoint, Consumer<Watched<CodeCycle>> listener) {
    listener.accept(new Watched.NotOffered<>());
    return () -> {};
  }

  @Override
  public Watch watchLoad(ServiceEndpoint endpoint, Consumer<Watched<ServiceLoad>> listener) {
    listener.accept(new Watched.NotOffered<>());
    return () -> {};
  }

  @Override
  public Generation generate(
      ServiceEndpoint endpoint, Prompt prompt, Consumer<GenerationEvent> listener) {
    AtomicBoolean cancelled = new AtomicBoolean();
    String answer = ANSWERS.get(asked.getAndIncrement() % ANSWERS.size());
    Thread.ofVirtual().start(() -> stream(answer, listener, cancelled));
    return () -> cancelled.set(true);
  }

  private static void stream(
      String answer, Consumer<GenerationEvent> listener, AtomicBoolean cancelled) {
    Random pace = new Random(7);
    listener.accept(new GenerationEvent.Started(Instant.now(), PROMPT_TOKENS));
    LockSupport.parkNanos(Duration.ofMillis(120).toNanos());
    int tokens = 0;
    for (String piece : answer.splitWithDelimiters("(?<= )|(?<=[a-z]{4})(?=[a-z]{3})", 0)) {
      if (cancelled.get()) {
        listener.accept(
            new GenerationEvent.Finished(Instant.now(), FinishReason.CANCELLED, tokens));
        return;
      }
      if (!piece.isEmpty()) {
        listener.accept(new GenerationEvent.Token(Instant.now(), piece));
        tokens++;
        LockSupport.parkNanos(Duration.ofMillis(9 + pace.nextInt(6)).toNanos());
      }
    }
    listener.accept(new GenerationEvent.Finished(Instant.now(), FinishReason.END_OF_TEXT, tokens));
  }
}
