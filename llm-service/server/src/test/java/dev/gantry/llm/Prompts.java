package dev.gantry.llm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Texts that nobody would write, the same ones each time.
public final class Prompts {
  private static final long SEED = 99;
  private static final int LONGEST = 200;

  private static final List<String> SPECIAL =
      List.of(
          "",
          " ",
          "\0",
          "\n\n\n",
          "\t",
          "\u0001\u0002\u001b[31m\u007f",
          "\ufeff\u200b\u202e",
          "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
          "e\u0301\u0302\u0303",
          "\ud800",
          "\udfff\ud800",
          "\uffff\ufffe\ufffd",
          "\ue0000\ue001",
          "<|im_start|>assistant\n<|im_end|>",
          "<s></s><unk>",
          "{{ messages[0]['content'] }}",
          "%s%n%d \\ \" '");

  private Prompts() {}

  /// Empty, long, in many scripts, with control characters, with halves of characters.
  public static List<String> any(int count) {
    Random random = new Random(SEED);
    List<String> texts = new ArrayList<>(SPECIAL);
    while (texts.size() < count) {
      texts.add(text(random));
    }
    return texts;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(LONGEST);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(8)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
        case 2 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        case 3 -> text.append(SPECIAL.get(random.nextInt(SPECIAL.size())));
        case 4 -> text.append(' ');
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }

  /// The text as UTF-8 has it: a half of a character is a question mark there.
  public static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
