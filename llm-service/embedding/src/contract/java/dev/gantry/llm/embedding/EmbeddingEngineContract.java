package dev.gantry.llm.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.OperatingSystemMXBean;
import dev.gantry.llm.embedding.EmbeddingEngineProvider.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What every engine does with all-MiniLM-L6-v2, on the hundred texts of the reference.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EmbeddingEngineContract {
  private static final int MOST_TOKENS = 256;
  private static final int DIMENSIONS = 384;

  /// How far two ways to the same vector may be apart, in a number of it.
  private static final float ROUNDING = 1e-5f;

  private static final int BATCH = 10;

  protected abstract EmbeddingEngineProvider provider();

  /// Directory with the model and its vocabulary.
  protected abstract Path model();

  /// Directory with the libraries.
  protected abstract @Nullable Path natives();

  /// Least cosine with a vector of the reference.
  protected abstract double leastCosine();

  /// What the engine tells of its model.
  protected abstract EmbeddingModel description();

  private EmbeddingEngine open(int threads) throws EmbeddingException {
    return provider().open(new Settings(model(), natives(), threads));
  }

  private static List<int[]> tokens(List<Reference> references) {
    return references.stream().map(Reference::tokens).toList();
  }

  @Test
  void isOfferedByItsNameAlone() {
    assertThat(ServiceLoader.load(EmbeddingEngineProvider.class))
        .extracting(EmbeddingEngineProvider::name)
        .containsExactly(provider().name());
  }

  @Test
  void tellsItsModelAndItsVersion() throws EmbeddingException {
    try (EmbeddingEngine engine = open(1)) {
      assertThat(engine.model()).isEqualTo(description());
      assertThat(engine.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }
  }

  @Test
  void findsTheTokensOfTheReference() throws IOException {
    WordPieceTokenizer tokenizer =
        WordPieceTokenizer.read(model().resolve("all-minilm-l6-v2-tokenizer.json"), MOST_TOKENS);

    assertThat(Reference.readAll())
        .hasSize(100)
        .allSatisfy(
            reference ->
                assertThat(tokenizer.tokenize(reference.text()).tokens())
                    .as(reference.text())
                    .isEqualTo(reference.tokens()));
  }

  @Test
  void makesTheVectorsOfTheReference() throws Exception {
    try (EmbeddingEngine engine = open(1)) {
      for (Reference reference : Reference.readAll()) {
        float[] vector = engine.embed(List.of(reference.tokens())).getFirst();

        assertThat(vector).hasSize(DIMENSIONS);
        assertThat(Vectors.length(vector)).isCloseTo(1, within(1e-5));
        assertThat(Vectors.cosine(vector, reference.vector()))
            .as(reference.text())
            .isGreaterThan(leastCosine());
      }
    }
  }

  @Test
  void makesTheVectorsOfABatchInItsOrderWhateverItsPadding() throws Exception {
    List<Reference> shuffled = new ArrayList<>(Reference.readAll());
    Collections.shuffle(shuffled, new Random(1));
    try (EmbeddingEngine engine = open(1)) {
      for (int from = 0; from < shuffled.size(); from += BATCH) {
        List<int[]> batch = tokens(shuffled.subList(from, from + BATCH));
        List<float[]> vectors = engine.embed(batch);

        assertThat(vectors).hasSize(BATCH);
        for (int i = 0; i < BATCH; i++) {
          assertThat(vectors.get(i))
              .containsExactly(engine.embed(List.of(batch.get(i))).getFirst(), within(ROUNDING));
        }
      }
    }
  }

  @Test
  void makesTheSameVectorsWithTwoThreads() throws Exception {
    List<int[]> texts = tokens(Reference.readAll().subList(0, BATCH));
    try (EmbeddingEngine one = open(1);
        EmbeddingEngine two = open(2)) {
      List<float[]> expected = one.embed(texts);
      List<float[]> vectors = two.embed(texts);

      for (int i = 0; i < BATCH; i++) {
        assertThat(vectors.get(i)).containsExactly(expected.get(i), within(ROUNDING));
      }
    }
  }

  @Test
  void refusesABatchWithoutTextsAndATextWithoutTokens() throws EmbeddingException {
    try (EmbeddingEngine engine = open(1)) {
      assertThatThrownBy(() -> engine.embed(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no texts");
      assertThatThrownBy(() -> engine.embed(List.of(new int[] {101, 102}, new int[0])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("text 1 has no tokens");
    }
  }

  @Test
  void saysThatATokenIsNotInTheVocabulary() throws EmbeddingException {
    try (EmbeddingEngine engine = open(1)) {
      assertThatThrownBy(() -> engine.embed(List.of(new int[] {101, 30_522, 102})))
          .isInstanceOf(EmbeddingException.class);
      assertThat(engine.embed(List.of(new int[] {101, 102}))).hasSize(1);
    }
  }

  /// Nearly all work is multiplication of matrices, which all threads take part in.
  @Test
  void computesWithAsManyThreadsAsItIsTold() throws EmbeddingException {
    assertThat(busyThreads(1)).isCloseTo(1, within(0.3));
    if (Runtime.getRuntime().availableProcessors() > 1) {
      assertThat(busyThreads(2)).isGreaterThan(1.3);
    }
  }

  /// CPU time of the process for one second of the caller.
  private double busyThreads(int threads) throws EmbeddingException {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int[] text = new int[MOST_TOKENS];
    List<int[]> batch = Collections.nCopies(8, text);
    try (EmbeddingEngine engine = open(threads)) {
      engine.embed(batch);
      long caller = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long all = process.getProcessCpuTime();
      engine.embed(batch);
      return (process.getProcessCpuTime() - all)
          / (double) (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - caller);
    }
  }

  @Test
  void keepsNoMemoryOfClosedEngines() throws Exception {
    // so many until the heap and malloc have what they take anyway
    openAndUse(20);
    // a leaked engine is one of 23 MB or more
    assertThat(growth(() -> openAndUse(40))).isLessThan(12L << 20);
  }

  @Test
  void keepsNoMemoryOfTexts() throws Exception {
    List<int[]> texts = tokens(Reference.readAll());
    try (EmbeddingEngine engine = open(1)) {
      embedOneByOne(engine, texts, 500);
      // a leaked result is one of 15 kB or more
      assertThat(growth(() -> embedOneByOne(engine, texts, 400))).isLessThan(4L << 20);
    }
  }

  /// Bytes by which the process grows while some work is done, in the middle one of five rounds:
  /// what leaks makes it grow in each, the heap and malloc take a step of tens of MB in one.
  private static long growth(Work work) throws Exception {
    long[] rounds = new long[5];
    for (int i = 0; i < rounds.length; i++) {
      long before = ResidentMemory.bytes();
      work.run();
      rounds[i] = ResidentMemory.bytes() - before;
    }
    Arrays.sort(rounds);
    return rounds[rounds.length / 2];
  }

  private interface Work {
    void run() throws EmbeddingException;
  }

  private void openAndUse(int times) throws EmbeddingException {
    for (int i = 0; i < times; i++) {
      try (EmbeddingEngine engine = open(1)) {
        engine.embed(List.of(new int[] {101, 102}));
      }
    }
  }

  private static void embedOneByOne(EmbeddingEngine engine, List<int[]> texts, int times)
      throws EmbeddingException {
    for (int i = 0; i < times; i++) {
      engine.embed(List.of(texts.get(i % texts.size())));
    }
  }
}
