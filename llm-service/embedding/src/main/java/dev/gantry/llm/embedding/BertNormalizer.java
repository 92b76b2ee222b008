package dev.gantry.llm.embedding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Makes words of a text as BERT's uncased vocabularies want it: without control characters,
/// accents and capitals; every Chinese character and every punctuation mark is a word of its own.
///
/// After "BertNormalizer" and "BertPreTokenizer" of Hugging Face's tokenizers, whose vectors the
/// tests hold it to.
final class BertNormalizer {
  private static final int REPLACEMENT_CHARACTER = 0xFFFD;

  private BertNormalizer() {}

  static List<String> words(String text) {
    StringBuilder clean = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> addClean(c, clean));
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    Normalizer.normalize(clean, Normalizer.Form.NFD)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(c -> addToWords(c, word, words));
    endWord(word, words);
    return words;
  }

  private static void addClean(int c, StringBuilder clean) {
    if (isSpace(c)) {
      clean.append(' ');
    } else if (isChinese(c)) {
      clean.append(' ').appendCodePoint(c).append(' ');
    } else if (c != 0 && c != REPLACEMENT_CHARACTER && !isControl(c)) {
      clean.appendCodePoint(c);
    }
  }

  private static void addToWords(int c, StringBuilder word, List<String> words) {
    if (isSpace(c)) {
      endWord(word, words);
    } else if (isPunctuation(c)) {
      endWord(word, words);
      words.add(Character.toString(c));
    } else {
      // one by one: at the end of a word a sigma would get another form
      word.append(Character.toString(c).toLowerCase(Locale.ROOT));
    }
  }

  private static void endWord(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /// What Unicode calls White_Space.
  private static boolean isSpace(int c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == 0x85;
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> false;
    };
  }

  private static boolean isPunctuation(int c) {
    boolean ascii =
        (c >= '!' && c <= '/')
            || (c >= ':' && c <= '@')
            || (c >= '[' && c <= '`')
            || (c >= '{' && c <= '~');
    return ascii
        || switch (Character.getType(c)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  /// The blocks of Chinese characters that BERT names; the sixth begins later than Unicode's.
  private static boolean isChinese(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B73F)
        || (c >= 0x2B740 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
