package dev.gantry.cli;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/// How many columns of a terminal a text takes: letters of East Asia and emoji take two (Unicode
/// Standard Annex 11), marks that are put on others none.
final class DisplayWidth {
  private static final Set<UnicodeScript> WIDE =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.YI);
  private static final int FIRST_WIDE = 0x1100;
  private static final String ELLIPSIS = "…";

  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /// The text as far as it fits into the columns, with an ellipsis in place of the rest.
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int room = columns - of(ELLIPSIS);
    for (int codePoint : text.codePoints().toArray()) {
      room -= of(codePoint);
      if (room < 0) {
        break;
      }
      kept.appendCodePoint(codePoint);
    }
    return kept + ELLIPSIS;
  }

  private static int of(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> codePoint >= FIRST_WIDE && isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    boolean halfwidthForm = codePoint >= 0xFF61 && codePoint <= 0xFFDC;
    boolean fullwidthForm =
        (codePoint >= 0x3000 && codePoint <= 0x303E)
            || (codePoint >= 0xFF01 && codePoint <= 0xFF60)
            || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6);
    return !halfwidthForm
        && (fullwidthForm
            || WIDE.contains(UnicodeScript.of(codePoint))
            || Character.isEmojiPresentation(codePoint));
  }
}
