package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.FinishReason;
import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.InferenceService.Generation;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.problem.Problem;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One `Generate` call.
///
/// gRPC fetches the next message when the listener is done with the one before, so a slow listener
/// holds the service up instead of filling the memory.
final class GrpcGeneration
    implements Generation, ClientResponseObserver<GenerateRequest, GenerateResponse> {
  private final StatusProblems problems;
  private final InstantSource clock;
  private final Consumer<GenerationEvent> listener;
  private @Nullable ClientCallStreamObserver<GenerateRequest> call;
  private volatile boolean cancelled;
  private int tokens;
  private boolean over;

  GrpcGeneration(StatusProblems problems, InstantSource clock, Consumer<GenerationEvent> listener) {
    this.problems = problems;
    this.clock = clock;
    this.listener = listener;
  }

  void start(ManagedChannel channel, Prompt prompt) {
    GenerationServiceGrpc.newStub(channel)
        .withDeadlineAfter(prompt.deadline().toMillis(), TimeUnit.MILLISECONDS)
        .generate(Messages.request(prompt), this);
  }

  @Override
  public void cancel() {
    cancelled = true;
    Objects.requireNonNull(call).cancel("cancelled by the user", null);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<GenerateRequest> stream) {
    call = stream;
  }

  @Override
  public void onNext(GenerateResponse response) {
    if (cancelled || over) {
      return;
    }
    switch (response.getEventCase()) {
      case QUEUED ->
          listener.accept(
              new GenerationEvent.Queued(clock.instant(), response.getQueued().getPosition()));
      case STARTED ->
          listener.accept(
              new GenerationEvent.Started(
                  clock.instant(), response.getStarted().getPromptTokens()));
      case TOKEN -> {
        tokens++;
        listener.accept(new GenerationEvent.Token(clock.instant(), response.getToken().getText()));
      }
      case FINISHED ->
          end(
              new GenerationEvent.Finished(
                  clock.instant(),
                  Messages.reason(response.getFinished().getReason()),
                  response.getFinished().getGeneratedTokens()));
      case EVENT_NOT_SET -> {
        // an event of a newer service, which does without it for older clients
      }
    }
  }

  @Override
  public void onError(Throwable error) {
    if (cancelled) {
      end(new GenerationEvent.Finished(clock.instant(), FinishReason.CANCELLED, tokens));
    } else {
      end(new GenerationEvent.Failed(clock.instant(), problems.of(error)));
    }
  }

  @Override
  public void onCompleted() {
    end(
        new GenerationEvent.Failed(
            clock.instant(),
            new Problem.ServiceFailed("OK", "the stream ended before the answer was complete")));
  }

  private void end(GenerationEvent last) {
    if (!over) {
      over = true;
      listener.accept(last);
    }
  }
}
