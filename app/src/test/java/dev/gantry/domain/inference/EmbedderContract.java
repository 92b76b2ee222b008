package dev.gantry.domain.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every embedder does.
public abstract class EmbedderContract {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  protected abstract Embedder embedder();

  protected abstract ServiceEndpoint endpoint();

  /// Lets the service refuse every text.
  protected abstract void refuse(String words) throws Exception;

  /// Lets the service disappear from its address.
  protected abstract void goAway() throws Exception;

  @Test
  void makesAVectorOfEachTextInTheirOrder() throws Exception {
    Embedder.Answer together = embed("an apple", "xyz");
    Embedder.Answer alone = embed("xyz");

    assertThat(together.embeddings()).hasSize(2);
    assertThat(together.embeddings().get(1)).isEqualTo(alone.embeddings().getFirst());
    assertThat(together.embeddings().get(0)).isNotEqualTo(together.embeddings().get(1));
    assertThat(together.model()).isNotBlank().isEqualTo(alone.model());
    assertThat(together.engine()).isNotBlank();
  }

  @Test
  void tellsOfATextThatIsTooLong() throws Exception {
    Embedding cut = embed("word ".repeat(600)).embeddings().getFirst();

    assertThat(cut.truncated()).isTrue();
    assertThat(embed("word").embeddings().getFirst().truncated()).isFalse();
  }

  @Test
  void aRefusalSaysWhyInTheWordsOfTheService() throws Exception {
    refuse("a text has 70000 bytes, and may have 65536");

    assertThatThrownBy(() -> embed("text"))
        .isInstanceOfSatisfying(
            GantryException.class,
            refused ->
                assertThat(refused.problem())
                    .isEqualTo(
                        new Problem.RequestRejected("a text has 70000 bytes, and may have 65536")));
  }

  @Test
  void aServiceThatIsNotThereIsUnreachable() throws Exception {
    goAway();

    assertThatThrownBy(() -> embed("text"))
        .isInstanceOfSatisfying(
            GantryException.class,
            failed -> assertThat(failed.problem()).isInstanceOf(Problem.ServiceUnreachable.class));
  }

  private Embedder.Answer embed(String... texts) throws InterruptedException {
    return embedder().embed(endpoint(), List.of(texts), DEADLINE);
  }
}
