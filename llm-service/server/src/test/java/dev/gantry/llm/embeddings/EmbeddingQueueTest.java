package dev.gantry.llm.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.WordPieceTokenizer;
import dev.gantry.llm.embeddings.EmbeddingQueue.BusyException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingQueueTest {
  private final FakeEmbeddingEngine engine = new FakeEmbeddingEngine();

  @TempDir private Path directory;

  private EmbeddingQueue queue;

  @BeforeEach
  void open() throws IOException {
    queue =
        new EmbeddingQueue(engine, WordPieceTokenizer.read(TestVocabulary.write(directory), 6), 1);
  }

  private List<EmbeddedText> embed(List<String> texts) throws BusyException, EmbeddingException {
    return queue.embed(texts, () -> false);
  }

  @Test
  void keepsTheOrderOfTheTexts() throws Exception {
    List<EmbeddedText> embedded = embed(List.of("a a a a a", "b", "", "a b"));

    assertThat(embedded.stream().map(EmbeddedText::vector))
        .containsExactly(
            new float[] {6, 4}, new float[] {3, 1}, new float[] {2, 3}, new float[] {4, 4});
    assertThat(embedded.stream().map(EmbeddedText::tokens)).containsExactly(6, 3, 2, 4);
    assertThat(embedded.stream().map(EmbeddedText::truncated))
        .containsExactly(true, false, false, false);
  }

  @Test
  void computesInSmallBatches() throws Exception {
    assertThat(embed(Collections.nCopies(70, "a"))).hasSize(70);

    assertThat(engine.batches()).containsExactly(32, 32, 6);
  }

  @Test
  void refusesMoreCallersThanItMayHave() throws Exception {
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    engine.setGate(
        () -> {
          computing.countDown();
          await(goOn);
        });
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<EmbeddedText>> first = other.submit(() -> embed(List.of("a")));
      await(computing);

      assertThatThrownBy(() -> embed(List.of("a")))
          .isInstanceOf(BusyException.class)
          .hasMessage("1 calls are there already");
      assertThat(queue.awaitIdle(Duration.ofMillis(1))).isFalse();

      goOn.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS)).hasSize(1);
    }
    assertThat(queue.awaitIdle(Duration.ofSeconds(20))).isTrue();
    assertThat(embed(List.of("a"))).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void computesNothingForACallerWhoIsGone() {
    assertThatThrownBy(() -> queue.embed(List.of("a"), () -> true))
        .isInstanceOf(CancellationException.class);

    assertThat(engine.batches()).isEmpty();
  }

  @Test
  void freesTheEngineOnceAndComputesNothingAfterwards() {
    queue.close();
    queue.close();

    assertThat(engine.isClosed()).isTrue();
    assertThatThrownBy(() -> embed(List.of("a"))).isInstanceOf(CancellationException.class);
  }
}
