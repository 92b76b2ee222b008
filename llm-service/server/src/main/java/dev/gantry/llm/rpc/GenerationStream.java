package dev.gantry.llm.rpc;

import dev.gantry.llm.generation.Generation;
import dev.gantry.llm.generation.GenerationEvent;
import dev.gantry.llm.generation.GenerationFailure;
import dev.gantry.llm.generation.GenerationListener;
import dev.gantry.llm.v1.Citation;
import dev.gantry.llm.v1.GenerateResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stream of one call: events go out, cancel and readiness come back. The call's own flow
/// control says whether it is ready, so that no more than its buffer is ever waiting.
final class GenerationStream implements GenerationListener {
  private final ServerCallStreamObserver<GenerateResponse> observer;
  private final GenerationLog log;
  private volatile @Nullable Generation generation;
  private volatile List<Citation> citations = List.of();
  private volatile @Nullable PendingTurn turn;

  GenerationStream(ServerCallStreamObserver<GenerateResponse> observer, GenerationLog log) {
    this.observer = observer;
    this.log = log;
    observer.setOnReadyHandler(this::resume);
    observer.setOnCancelHandler(this::cancel);
  }

  /// Names what Started tells to be in the prompt.
  void cite(List<Citation> passages) {
    citations = passages;
  }

  /// Makes the generation a turn of a conversation.
  void keepAs(PendingTurn pending) {
    turn = pending;
  }

  /// Connects to the accepted generation. The client may have gone before.
  void attach(Generation accepted) {
    generation = accepted;
    if (observer.isCancelled()) {
      cancel();
    }
  }

  private void resume() {
    Generation accepted = generation;
    if (accepted != null) {
      accepted.resume();
    }
  }

  private void cancel() {
    Generation accepted = generation;
    if (accepted != null) {
      accepted.cancel();
      log.cancelled();
      leaveConversation();
    }
  }

  /// Leaves the conversation as it was, if there is one.
  void leaveConversation() {
    PendingTurn pending = turn;
    if (pending != null) {
      pending.leave();
    }
  }

  void refuse(StatusRuntimeException status) {
    leaveConversation();
    log.failed(status.getStatus());
    observer.onError(status);
  }

  @Override
  public boolean isReady() {
    return observer.isReady();
  }

  @Override
  public void onEvent(GenerationEvent event) {
    PendingTurn pending = turn;
    if (pending == null) {
      send(event, 0);
      return;
    }
    try {
      tell(event, pending);
    } catch (RuntimeException e) {
      leaveConversation();
      throw e;
    }
  }

  private void tell(GenerationEvent event, PendingTurn pending) {
    switch (event) {
      case GenerationEvent.Token token -> {
        pending.add(token.text());
        send(token, 0);
      }
      case GenerationEvent.Finished finished ->
          pending.keep(() -> send(finished, 0), e -> refuse(Failures.disk(e)));
      case GenerationEvent.Queued _, GenerationEvent.Started _ ->
          send(event, pending.droppedTurns());
    }
  }

  private void send(GenerationEvent event, int droppedTurns) {
    observer.onNext(EventWriter.response(event, citations, droppedTurns));
    if (event instanceof GenerationEvent.Finished finished) {
      log.finished(finished);
      observer.onCompleted();
    }
  }

  @Override
  public void onFailure(GenerationFailure failure) {
    refuse(Failures.failed(failure));
  }
}
