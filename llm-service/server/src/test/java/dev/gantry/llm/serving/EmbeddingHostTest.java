package dev.gantry.llm.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.config.ServerConfig;
import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embeddings.FakeEmbeddingEngine;
import dev.gantry.llm.embeddings.TestVocabulary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingHostTest {
  private final BlockingQueue<EmbeddingState> states = new LinkedBlockingQueue<>();
  private final FakeEmbeddingEngine engine = new FakeEmbeddingEngine();

  @TempDir private Path directory;

  /// An engine that opens, or does not.
  private record Provider(String name, EmbeddingEngine engine, boolean broken)
      implements EmbeddingEngineProvider {
    @Override
    public EmbeddingEngine open(Settings settings) throws EmbeddingException {
      if (broken) {
        throw new EmbeddingException("It does not fit.");
      }
      return engine;
    }
  }

  private EmbeddingHost start(String wanted, EmbeddingEngineProvider... providers) {
    return start(new CountDownLatch(0), Duration.ZERO, wanted, providers);
  }

  private EmbeddingHost start(
      CountDownLatch first, Duration most, String wanted, EmbeddingEngineProvider... providers) {
    EmbeddingHost host =
        new EmbeddingHost(
            new ServerConfig.Embedding(wanted, directory, null, 1, 2),
            () -> List.of(providers),
            (_, _, _) -> {},
            states::add);
    host.start(first, most);
    return host;
  }

  private EmbeddingState next() throws InterruptedException {
    EmbeddingState state = states.poll(20, TimeUnit.SECONDS);
    assertThat(state).isNotNull();
    return state;
  }

  @Test
  void takesTheFirstEngineThereIs() throws Exception {
    TestVocabulary.write(directory);
    EmbeddingHost host =
        start("auto", new Provider("x", engine, false), new Provider("y", engine, true));

    assertThat(next())
        .isInstanceOfSatisfying(
            EmbeddingState.Ready.class,
            ready ->
                assertThat(List.of(ready.engine(), ready.model(), ready.version(), ready.loaded()))
                    .containsExactly("x", "all-minilm-l6-v2", "7", engine.model()));

    assertThat(host.drain(Duration.ofSeconds(20))).isTrue();
    assertThat(next()).isEqualTo(new EmbeddingState.Draining());
    assertThat(engine.isClosed()).isTrue();
  }

  @Test
  void doesWithoutAnEngineWhereThereIsNone() throws Exception {
    start("auto");

    assertThat(next())
        .isEqualTo(
            new EmbeddingState.Disabled(
                "No engine for embeddings is on the class path of the server."));
  }

  @Test
  void takesNoneWhereNoneIsWanted() throws Exception {
    start("none", new Provider("x", engine, false));

    assertThat(next())
        .isEqualTo(
            new EmbeddingState.Disabled("Embeddings are switched off (embedding-engine is none)."));
  }

  @Test
  void saysWhichEnginesThereAre() throws Exception {
    start("z", new Provider("x", engine, false), new Provider("y", engine, false));

    assertThat(next())
        .isEqualTo(
            new EmbeddingState.Failed(
                "There is no engine for embeddings named \"z\" on the class path; there is:"
                    + " x, y."));
  }

  @Test
  void saysThatTheVocabularyIsMissing() throws Exception {
    start("x", new Provider("x", engine, false));

    assertThat(next())
        .isInstanceOfSatisfying(
            EmbeddingState.Failed.class,
            failed ->
                assertThat(failed.problem())
                    .startsWith("The vocabulary " + directory.toAbsolutePath())
                    .endsWith("Set embedding-model-dir to the directory of all-minilm-l6-v2."));
  }

  @Test
  void saysWhatTheEngineSays() throws Exception {
    TestVocabulary.write(directory);
    start("y", new Provider("y", engine, true));

    assertThat(next()).isEqualTo(new EmbeddingState.Failed("It does not fit."));
  }

  @Test
  void waitsForWhatIsFirst() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    EmbeddingHost host = start(first, Duration.ofMinutes(10), "none");

    assertThat(states.poll(20, TimeUnit.MILLISECONDS)).isNull();
    first.countDown();

    assertThat(states.poll(10, TimeUnit.SECONDS)).isEqualTo(host.state()).isNotNull();
  }

  @Test
  void waitsNoLongerThanItMay() throws Exception {
    EmbeddingHost host = start(new CountDownLatch(1), Duration.ofMillis(1), "none");

    assertThat(states.poll(10, TimeUnit.SECONDS)).isEqualTo(host.state()).isNotNull();
  }
}
