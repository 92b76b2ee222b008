package dev.gantry.llm.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a vocabulary of a few pieces; that of the real model is compared with its reference where
/// the model is.
class WordPieceTokenizerTest {
  private static final String VOCABULARY =
      """
      {"version": "1.0", "added_tokens": [{"id": 0}], "model": {"type": "WordPiece", "vocab": {
      "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "un": 4, "##aff": 5, "##able": 6, "##a": 7, "table": 8,
      "!": 9, "日": 10, "e": 11, "[": 12, "]": 13, "cls": 14}}}
      """;

  @TempDir private Path directory;

  private TokenizedText tokenize(String text, int mostTokens) throws IOException {
    Path file = Files.writeString(directory.resolve("tokenizer.json"), VOCABULARY);
    return WordPieceTokenizer.read(file, mostTokens).tokenize(text);
  }

  private int[] tokens(String text) throws IOException {
    return tokenize(text, 16).tokens();
  }

  @Test
  void takesTheLongestPieces() throws IOException {
    assertThat(tokens("unaffable table!")).containsExactly(2, 4, 5, 6, 8, 9, 3);
  }

  @Test
  void doesNotKnowAWordThatHasAnUnknownPart() throws IOException {
    assertThat(tokens("unaffected table")).containsExactly(2, 1, 8, 3);
    assertThat(tokens("u".repeat(101))).containsExactly(2, 1, 3);
  }

  @Test
  void leavesOutAccentsCapitalsAndControlCharacters() throws IOException {
    assertThat(tokens("TÁ\u0000B\u0301L\u200bE é")).containsExactly(2, 8, 11, 3);
  }

  @Test
  void makesAWordOfEachChineseCharacter() throws IOException {
    assertThat(tokens("日日table")).containsExactly(2, 10, 10, 8, 3);
  }

  @Test
  void takesNamesOfSpecialTokensAsText() throws IOException {
    assertThat(tokens("[CLS]")).containsExactly(2, 12, 14, 13, 3);
  }

  @Test
  void saysWhatItTruncates() throws IOException {
    TokenizedText whole = tokenize("table table", 4);
    TokenizedText cut = tokenize("table table unaffable", 4);

    assertThat(whole.truncated()).isFalse();
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.tokens()).isEqualTo(whole.tokens()).containsExactly(2, 8, 8, 3);
  }

  @Test
  void hasTokensForNoText() throws IOException {
    assertThat(tokens(" \t")).containsExactly(2, 3);
  }

  @Test
  void refusesAFileThatIsNoVocabulary() throws IOException {
    for (String content : new String[] {"", "[]", "{\"model\": {}}", "{\"model\": 7}", "{}"}) {
      Path file = Files.writeString(directory.resolve("bad.json"), content);

      assertThatThrownBy(() -> WordPieceTokenizer.read(file, 8)).isInstanceOf(IOException.class);
    }
    Path empty = Files.writeString(directory.resolve("e.json"), "{\"model\": {\"vocab\": {}}}");
    assertThatThrownBy(() -> WordPieceTokenizer.read(empty, 8))
        .isInstanceOf(IOException.class)
        .hasMessage("the vocabulary has no [UNK]");
  }
}
