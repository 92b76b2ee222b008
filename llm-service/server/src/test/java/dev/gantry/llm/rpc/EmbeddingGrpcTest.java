package dev.gantry.llm.rpc;

import static dev.gantry.llm.Replies.invalidFields;
import static dev.gantry.llm.Replies.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.WordPieceTokenizer;
import dev.gantry.llm.embeddings.EmbeddingQueue;
import dev.gantry.llm.embeddings.FakeEmbeddingEngine;
import dev.gantry.llm.embeddings.TestVocabulary;
import dev.gantry.llm.metrics.ServiceMetrics;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbedResponse;
import dev.gantry.llm.v1.Embedding;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingGrpcTest {
  private final FakeEmbeddingEngine engine = new FakeEmbeddingEngine();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private volatile EmbeddingState state = new EmbeddingState.Loading();
  private EmbeddingQueue queue;
  private Server server;
  private ManagedChannel channel;

  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    queue =
        new EmbeddingQueue(engine, WordPieceTokenizer.read(TestVocabulary.write(directory), 4), 1);
    state = new EmbeddingState.Ready(queue, "fake", "tiny", 2, "7", engine.model());
    server =
        InProcessServerBuilder.forName(directory.toString())
            .addService(
                new EmbeddingGrpc(
                    () -> state,
                    new ServiceMetrics(true, "1", ModelState.Draining::new),
                    (level, event, fields) -> log.add(level + " " + event + List.of(fields))))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(directory.toString()).build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
    queue.close();
  }

  private EmbedResponse embed(List<String> texts) throws StatusException {
    return EmbeddingServiceGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(Duration.ofSeconds(20))
        .embed(EmbedRequest.newBuilder().addAllTexts(texts).build());
  }

  private StatusException failure(List<String> texts) {
    try {
      throw new AssertionError("embedded: " + embed(texts));
    } catch (StatusException e) {
      return e;
    }
  }

  @Test
  void embedsEveryText() throws Exception {
    assertThat(embed(List.of("a", "b a a")))
        .isEqualTo(
            EmbedResponse.newBuilder()
                .setModel("tiny")
                .setEngine("fake")
                .addEmbeddings(Embedding.newBuilder().addValues(3).addValues(4).setTokens(3))
                .addEmbeddings(
                    Embedding.newBuilder()
                        .addValues(4)
                        .addValues(1)
                        .setTokens(4)
                        .setTruncated(true))
                .build());
    assertThat(log).singleElement().asString().startsWith("INFO embedding").contains("OK");
  }

  @Test
  void namesWhatIsNotValid() throws Exception {
    assertThat(invalidFields(failure(List.of()))).containsExactly("texts");
    assertThat(invalidFields(failure(Collections.nCopies(257, "")))).containsExactly("texts");
    assertThat(invalidFields(failure(List.of("", "é".repeat(33_000))))).containsExactly("texts[1]");
  }

  @Test
  void saysWhyItIsNotServing() throws Exception {
    state = new EmbeddingState.Loading();
    assertFails(
        Code.UNAVAILABLE,
        "The engine for embeddings is being loaded. Try again in a moment.",
        "EMBEDDING_LOADING+");
    state = new EmbeddingState.Disabled("There is none.");
    assertFails(Code.UNAVAILABLE, "There is none.", "EMBEDDING_DISABLED");
    state = new EmbeddingState.Failed("It is broken.");
    assertFails(Code.UNAVAILABLE, "It is broken.", "EMBEDDING_FAILED");
    state = new EmbeddingState.Draining();
    assertFails(Code.UNAVAILABLE, "The server is shutting down.", "DRAINING");
  }

  @Test
  void tellsThatTheEngineFailed() throws Exception {
    engine.setGate(
        () -> {
          throw new EmbeddingException("no luck");
        });

    assertFails(Code.INTERNAL, "no luck", "EMBEDDING_BROKEN");
    assertThat(log).singleElement().asString().startsWith("ERROR embedding");
  }

  private void assertFails(Code code, String message, String reason) {
    StatusException e = failure(List.of("a"));
    assertThat(e.getStatus().getCode()).isEqualTo(code);
    assertThat(e.getStatus().getDescription()).isEqualTo(message);
    assertThat(reason(e)).isEqualTo(reason);
  }
}
