package dev.gantry.llm.rpc;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embeddings.EmbeddedText;
import dev.gantry.llm.embeddings.EmbeddingQueue.BusyException;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.metrics.ModelRequest;
import dev.gantry.llm.metrics.ServiceMetrics;
import dev.gantry.llm.server.RequestIds;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbedResponse;
import dev.gantry.llm.v1.Embedding;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The EmbeddingService. A call holds its thread while it waits for its turn.
public final class EmbeddingGrpc extends EmbeddingServiceGrpc.EmbeddingServiceImplBase {
  private static final String EVENT = "embedding";
  private static final int MOST_TEXTS = 256;
  private static final int LONGEST_TEXT_BYTES = 64 << 10;

  private final Supplier<EmbeddingState> state;
  private final ServiceMetrics metrics;
  private final EventLog log;

  public EmbeddingGrpc(Supplier<EmbeddingState> state, ServiceMetrics metrics, EventLog log) {
    this.state = state;
    this.metrics = metrics;
    this.log = log;
  }

  @Override
  public void embed(EmbedRequest request, StreamObserver<EmbedResponse> observer) {
    ServerCallStreamObserver<EmbedResponse> call =
        (ServerCallStreamObserver<EmbedResponse>) observer;
    long begin = System.nanoTime();
    try {
      check(request);
      EmbedResponse response =
          switch (state.get()) {
            case EmbeddingState.Ready ready -> embed(ready, request, call);
            case EmbeddingState notServing -> throw Failures.notServing(notServing);
          };
      logEnd(Status.Code.OK, "", request, begin);
      long tokens = response.getEmbeddingsList().stream().mapToLong(Embedding::getTokens).sum();
      metrics.genAi(genAi -> genAi.embedded(modelRequest(), tokens));
      call.onNext(response);
      call.onCompleted();
    } catch (StatusRuntimeException e) {
      logEnd(e.getStatus().getCode(), e.getStatus().getDescription(), request, begin);
      call.onError(e);
    } catch (CancellationException _) {
      logEnd(Status.Code.CANCELLED, "the client is gone", request, begin);
      call.onError(Status.CANCELLED.asRuntimeException());
    }
  }

  private static EmbedResponse embed(
      EmbeddingState.Ready ready, EmbedRequest request, ServerCallStreamObserver<?> call) {
    try {
      EmbedResponse.Builder response =
          EmbedResponse.newBuilder().setModel(ready.model()).setEngine(ready.engine());
      for (EmbeddedText text : ready.queue().embed(request.getTextsList(), call::isCancelled)) {
        response.addEmbeddings(embedding(text));
      }
      return response.build();
    } catch (BusyException e) {
      throw Failures.busy(e.callers());
    } catch (EmbeddingException e) {
      throw Failures.embeddingFailed(String.valueOf(e.getMessage()));
    }
  }

  private static Embedding embedding(EmbeddedText text) {
    Embedding.Builder embedding =
        Embedding.newBuilder().setTokens(text.tokens()).setTruncated(text.truncated());
    for (float value : text.vector()) {
      embedding.addValues(value);
    }
    return embedding.build();
  }

  private static void check(EmbedRequest request) {
    Violations violations = new Violations();
    int count = request.getTextsCount();
    violations.require(
        count >= 1 && count <= MOST_TEXTS,
        "texts",
        "there are %d texts; from 1 to %d are possible".formatted(count, MOST_TEXTS));
    for (int i = 0; i < count; i++) {
      int bytes = request.getTextsBytes(i).size();
      String field = "texts[%d]".formatted(i);
      violations.require(
          bytes <= LONGEST_TEXT_BYTES,
          field,
          "%s has %d bytes; at most %d are possible".formatted(field, bytes, LONGEST_TEXT_BYTES));
    }
    try {
      violations.throwIfAny();
    } catch (InvalidRequestException e) {
      throw Failures.invalid(e);
    }
  }

  private void logEnd(
      Status.Code status, @Nullable String message, EmbedRequest request, long begin) {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    metrics.genAi(
        genAi -> {
          if (status == Status.Code.OK) {
            genAi.succeeded(modelRequest(), took);
          } else {
            genAi.failed(modelRequest(), status.name(), took);
          }
        });
    log.write(
        status == Status.Code.INTERNAL ? Level.ERROR : Level.INFO,
        EVENT,
        field("request_id", RequestIds.current()),
        field("status", status),
        field("message", message == null ? "" : message),
        field("texts", request.getTextsCount()),
        field("duration_ms", took.toNanos() / 1e6));
  }

  private ModelRequest modelRequest() {
    return state.get() instanceof EmbeddingState.Ready ready
        ? new ModelRequest(ModelRequest.EMBEDDINGS, ready.engine(), ready.model())
        : new ModelRequest(ModelRequest.EMBEDDINGS, "", "");
  }
}
