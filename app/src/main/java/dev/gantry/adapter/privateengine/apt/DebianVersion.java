package dev.gantry.adapter.privateengine.apt;

/// A package version, ordered as deb-version(7) says: epoch, then upstream version, then Debian
/// revision; `~` sorts before everything, even before the end.
record DebianVersion(String text) implements Comparable<DebianVersion> {

  @Override
  public int compareTo(DebianVersion other) {
    int epochs = compareNumbers(epoch(), other.epoch());
    if (epochs != 0) {
      return epochs;
    }
    int upstreams = comparePart(upstream(), other.upstream());
    return upstreams != 0 ? upstreams : comparePart(revision(), other.revision());
  }

  @Override
  public String toString() {
    return text;
  }

  private String epoch() {
    int colon = text.indexOf(':');
    return colon < 0 ? "0" : text.substring(0, colon);
  }

  private String upstream() {
    String rest = text.substring(text.indexOf(':') + 1);
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  private String revision() {
    int dash = text.lastIndexOf('-');
    return dash < text.indexOf(':') || dash < 0 ? "" : text.substring(dash + 1);
  }

  /// Compares in turns a run of non-digits by [#order] and a run of digits as a number.
  private static int comparePart(String one, String two) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < two.length()) {
      while (isNonDigit(one, i) || isNonDigit(two, j)) {
        int result = Integer.compare(order(one, i), order(two, j));
        if (result != 0) {
          return result;
        }
        i++;
        j++;
      }
      int endOne = endOfNumber(one, i);
      int endTwo = endOfNumber(two, j);
      int result = compareNumbers(slice(one, i, endOne), slice(two, j, endTwo));
      if (result != 0) {
        return result;
      }
      i = endOne;
      j = endTwo;
    }
    return 0;
  }

  private static boolean isNonDigit(String text, int index) {
    return index < text.length() && !isDigit(text.charAt(index));
  }

  private static int order(String text, int index) {
    if (index >= text.length() || isDigit(text.charAt(index))) {
      return 0;
    }
    char character = text.charAt(index);
    if (character == '~') {
      return -1;
    }
    return isLetter(character) ? character : character + 256;
  }

  private static int endOfNumber(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static String slice(String text, int start, int end) {
    return start >= text.length() ? "" : text.substring(start, end);
  }

  /// Numbers of any length; nothing counts as zero.
  private static int compareNumbers(String one, String two) {
    String left = withoutLeadingZeros(one);
    String right = withoutLeadingZeros(two);
    int lengths = Integer.compare(left.length(), right.length());
    return lengths != 0 ? lengths : left.compareTo(right);
  }

  private static String withoutLeadingZeros(String number) {
    int start = 0;
    while (start < number.length() && number.charAt(start) == '0') {
      start++;
    }
    return number.substring(start);
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }
}
