package dev.gantry.llm.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8StateTest {

  @Test
  void takesEveryCharacter() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);

        assertThat(Utf8State.START.after(bytes)).isEqualTo(Utf8State.START);
      }
    }
  }

  @Test
  void takesWhatJavaTakes() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(4)];
      random.nextBytes(bytes);
      bytes[0] |= (byte) 0xc0;
      Utf8State after = Utf8State.START.after(bytes);

      assertThat(Utf8State.START.equals(after)).as("%s", bytes).isEqualTo(isWellFormed(bytes));
    }
  }

  private static boolean isWellFormed(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
