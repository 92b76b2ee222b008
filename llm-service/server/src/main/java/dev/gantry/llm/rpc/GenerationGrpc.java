package dev.gantry.llm.rpc;

import dev.gantry.llm.collections.CollectionException;
import dev.gantry.llm.collections.Match;
import dev.gantry.llm.conversations.ConversationException;
import dev.gantry.llm.generation.BatchingEngine;
import dev.gantry.llm.generation.Generation;
import dev.gantry.llm.generation.GenerationException;
import dev.gantry.llm.generation.GenerationFailure;
import dev.gantry.llm.generation.GenerationRequest;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.metrics.ModelRequest;
import dev.gantry.llm.metrics.ServiceMetrics;
import dev.gantry.llm.server.RequestIds;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// The GenerationService: hands requests to the engine and its events to the stream.
public final class GenerationGrpc extends GenerationServiceGrpc.GenerationServiceImplBase {
  private final Supplier<ModelState> state;
  private final Retriever retriever;
  private final ConversationAccess conversations;
  private final IntSupplier randomSeed;
  private final ServiceMetrics metrics;
  private final EventLog log;

  public GenerationGrpc(
      Supplier<ModelState> state,
      CollectionAccess collections,
      ConversationAccess conversations,
      IntSupplier randomSeed,
      ServiceMetrics metrics,
      EventLog log) {
    this.state = state;
    retriever = new Retriever(collections);
    this.conversations = conversations;
    this.randomSeed = randomSeed;
    this.metrics = metrics;
    this.log = log;
  }

  private ModelRequest modelRequest(GenerateRequest request) {
    return new ModelRequest(
        request.hasChat() ? ModelRequest.CHAT : ModelRequest.TEXT_COMPLETION,
        "llama.cpp",
        state.get() instanceof ModelState.Ready ready ? ready.description().header().name() : "");
  }

  @Override
  public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
    GenerationStream stream =
        new GenerationStream(
            (ServerCallStreamObserver<GenerateResponse>) observer,
            new GenerationLog(log, metrics, modelRequest(request), RequestIds.current()));
    try {
      GenerationRequest read = RequestReader.read(request, randomSeed);
      switch (state.get()) {
        case ModelState.Ready(var engine, _) -> {
          List<Match> passages = retriever.find(request);
          stream.cite(Retriever.citations(passages));
          stream.attach(submit(engine, prompt(request, read, passages, engine, stream), stream));
        }
        case ModelState notServing -> stream.refuse(Failures.notServing(notServing));
      }
    } catch (InvalidRequestException e) {
      stream.refuse(Failures.invalid(e));
    } catch (CollectionException e) {
      stream.refuse(Failures.of(e));
    } catch (ConversationException e) {
      stream.refuse(Failures.of(e));
    } catch (StatusRuntimeException e) {
      stream.refuse(e);
    } catch (CancellationException _) {
      stream.refuse(Status.CANCELLED.asRuntimeException());
    } catch (IOException e) {
      stream.refuse(Failures.disk(e));
    } catch (GenerationException e) {
      stream.onFailure(e.failure());
    } catch (RuntimeException e) {
      stream.leaveConversation();
      throw e;
    }
  }

  private GenerationRequest prompt(
      GenerateRequest request,
      GenerationRequest read,
      List<Match> passages,
      BatchingEngine engine,
      GenerationStream stream)
      throws InvalidRequestException, ConversationException, GenerationException {
    if (request.getConversationId().isEmpty()) {
      return read.withInput(Retriever.with(passages, read.input()));
    }
    PendingTurn turn = PendingTurn.begin(conversations.store(), request);
    stream.keepAs(turn);
    return turn.fit(engine, read, input -> Retriever.with(passages, input));
  }

  /// A model that has just taken over takes the request, too.
  private Generation submit(
      BatchingEngine engine, GenerationRequest request, GenerationStream stream)
      throws GenerationException {
    try {
      return engine.submit(request, stream);
    } catch (GenerationException e) {
      if (e.failure() instanceof GenerationFailure.ModelReplaced
          && state.get() instanceof ModelState.Ready(var next, _)) {
        return next.submit(request, stream);
      }
      throw e;
    }
  }
}
