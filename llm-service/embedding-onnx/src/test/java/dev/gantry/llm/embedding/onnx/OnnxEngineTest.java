package dev.gantry.llm.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingEngineProvider.Settings;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.WordPieceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real model, against what its own library makes of the same texts.
class OnnxEngineTest {
  static final Path MODEL = Path.of("target/model");
  static final Path NATIVES =
      Path.of(
          "target/natives",
          System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x64");
  private static final int MOST_TOKENS = 256;

  private static EmbeddingEngine engine;
  private static WordPieceTokenizer tokenizer;
  private static List<Reference> references;

  @BeforeAll
  static void open() throws Exception {
    engine = new OnnxProvider().open(new Settings(MODEL, NATIVES, 1));
    tokenizer =
        WordPieceTokenizer.read(MODEL.resolve("all-minilm-l6-v2-tokenizer.json"), MOST_TOKENS);
    references = Reference.readAll();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void makesTheTokensOfTheReference() {
    assertThat(references)
        .hasSize(100)
        .allSatisfy(
            reference ->
                assertThat(tokenizer.tokenize(reference.text()).tokens())
                    .as(reference.text())
                    .isEqualTo(reference.tokens()));
  }

  @Test
  void makesTheVectorsOfTheReferenceOneByOne() throws EmbeddingException {
    for (Reference reference : withVectors()) {
      float[] vector = engine.embed(List.of(reference.tokens())).getFirst();

      assertThat(cosine(vector, reference.vector())).as(reference.text()).isGreaterThan(0.9999);
    }
  }

  @Test
  void makesTheSameVectorsInABatch() throws EmbeddingException {
    List<Reference> all = withVectors();
    List<float[]> vectors = engine.embed(all.stream().map(Reference::tokens).toList());

    for (int i = 0; i < all.size(); i++) {
      assertThat(cosine(vectors.get(i), all.get(i).vector())).isGreaterThan(0.9999);
    }
  }

  private static List<Reference> withVectors() {
    List<Reference> all =
        new ArrayList<>(references.stream().filter(r -> r.vector().length > 0).toList());
    assertThat(all).hasSizeGreaterThan(40);
    return all;
  }

  @Test
  void makesVectorsOfLengthOne() throws EmbeddingException {
    float[] vector = engine.embed(List.of(tokenizer.tokenize("").tokens())).getFirst();

    assertThat(vector).hasSize(384);
    assertThat(cosine(vector, vector)).isBetween(0.99999, 1.00001);
  }

  /// Of vectors of length 1.
  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void isOfferedByItsName() {
    assertThat(ServiceLoader.load(EmbeddingEngineProvider.class))
        .extracting(EmbeddingEngineProvider::name)
        .containsExactly("onnx");
  }

  @Test
  void saysWhichFileIsMissing(@TempDir Path empty) {
    assertThatThrownBy(() -> new OnnxProvider().open(new Settings(empty, NATIVES, 1)))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "There is no %s. Put it there, or set embedding-model-dir to its directory."
                .formatted(empty.resolve("all-minilm-l6-v2.onnx").toAbsolutePath()));
  }

  @Test
  void saysThatAFileIsNoModel(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("all-minilm-l6-v2.onnx"), "no model");

    assertThatThrownBy(() -> new OnnxProvider().open(new Settings(directory, NATIVES, 1)))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith("ONNX Runtime cannot load " + directory.toAbsolutePath());
  }
}
