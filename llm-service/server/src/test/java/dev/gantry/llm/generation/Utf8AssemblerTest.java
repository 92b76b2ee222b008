package dev.gantry.llm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8AssemblerTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # pieces (hex),   text
          41,               A
          c3|a4,            ä
          e2|82|ac,         €
          f0|9f99|82,       🙂
          f09f9982f0|9f9982,🙂🙂
          c3,               ''
          41f09f,           A
          c341,             \ufffdA
          ff41,             \ufffdA
          80,               \ufffd
          eda080,           \ufffd
          """)
  void putsCharactersTogether(String pieces, String text) {
    Utf8Assembler assembler = new Utf8Assembler();
    StringBuilder actual = new StringBuilder();
    for (String piece : pieces.split("\\|", -1)) {
      actual.append(assembler.add(HexFormat.of().parseHex(piece)));
    }

    assertThat(actual.toString()).isEqualTo(text);
  }

  @Test
  void givesEveryTextBackHoweverItIsCut() {
    String text = "Plain, Ünïcödé, 日本語, 🙂👩‍👩‍👧‍👦, \u0000 end";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      Utf8Assembler assembler = new Utf8Assembler();
      StringBuilder actual = new StringBuilder();
      for (int from = 0; from < bytes.length; ) {
        int to = Math.min(bytes.length, from + random.nextInt(6));
        actual.append(assembler.add(Arrays.copyOfRange(bytes, from, to)));
        from = to;
      }

      assertThat(actual.toString()).isEqualTo(text);
    }
  }
}
