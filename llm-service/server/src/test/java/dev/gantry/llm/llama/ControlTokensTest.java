package dev.gantry.llm.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.PromptText.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlTokensTest {
  private final ControlTokens tokens = new ControlTokens(List.of("<s>", "</s>", "<s>>", "", "[X]"));

  private List<Part> setApart(Part... parts) {
    return tokens.setApart(new PromptText(List.of(parts)));
  }

  private static Part literal(String text) {
    return new Part(text, true);
  }

  private static Part steering(String text) {
    return new Part(text, false);
  }

  @Test
  void leavesATextWithoutControlTokensInOnePiece() {
    assertThat(setApart(steering("<s>user "), literal("5 < 7 > 3"), steering("</s>")))
        .containsExactly(steering("<s>user 5 < 7 > 3</s>"));
  }

  @Test
  void setsApartTheLongestOneInALiteralPart() {
    assertThat(setApart(steering("<s>"), literal("a<s>>b[X]</s>"), steering("</s>")))
        .containsExactly(
            steering("<s>a"),
            literal("<s>>"),
            steering("b"),
            literal("[X]"),
            literal("</s>"),
            steering("</s>"));
  }

  @Test
  void setsApartOneThatOnlyBeginsOrEndsInALiteralPart() {
    assertThat(setApart(literal("<"), steering("s>x[X"), literal("]")))
        .containsExactly(literal("<s>"), steering("x"), literal("[X]"));
  }

  @Test
  void hasNoPartsForNoText() {
    assertThat(setApart(literal(""), steering(""))).isEmpty();
  }
}
