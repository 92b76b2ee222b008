package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.Embedder;
import dev.gantry.domain.inference.Embedding;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbedResponse;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Vectors by `Embed` calls.
final class GrpcEmbedder implements Embedder {
  private final Channels channels;

  GrpcEmbedder(Channels channels) {
    this.channels = channels;
  }

  @Override
  public Answer embed(ServiceEndpoint endpoint, List<String> texts, Duration deadline)
      throws InterruptedException {
    Future<EmbedResponse> call =
        EmbeddingServiceGrpc.newFutureStub(channels.to(endpoint))
            .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
            .embed(EmbedRequest.newBuilder().addAllTexts(texts).build());
    try {
      return answer(call.get(), texts.size());
    } catch (ExecutionException failure) {
      throw new GantryException(
          new StatusProblems(endpoint, deadline)
              .of(Objects.requireNonNullElse(failure.getCause(), failure)),
          failure);
    } finally {
      call.cancel(true);
    }
  }

  private static Answer answer(EmbedResponse response, int texts) {
    if (response.getEmbeddingsCount() != texts) {
      throw new GantryException(
          new Problem.ServiceFailed(
              "OK", "%d vectors for %d texts".formatted(response.getEmbeddingsCount(), texts)));
    }
    return new Answer(
        response.getModel(),
        response.getEngine(),
        response.getEmbeddingsList().stream()
            .map(it -> new Embedding(it.getValuesList(), it.getTokens(), it.getTruncated()))
            .toList());
  }
}
