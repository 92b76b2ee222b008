package dev.gantry.llm.log;

/// Builds a flat JSON object.
final class JsonObject {
  private final StringBuilder text = new StringBuilder("{");

  JsonObject add(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  /// JSON has no NaN and no infinity: they become text.
  JsonObject add(String name, Number value) {
    double number = value.doubleValue();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return add(name, value.toString());
    }
    name(name);
    text.append(value);
    return this;
  }

  JsonObject add(String name, Boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || (Character.isSurrogate(c) && !isPaired(value, i))) {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  /// A lone surrogate cannot be written as UTF-8.
  private static boolean isPaired(String value, int index) {
    return Character.isHighSurrogate(value.charAt(index))
        ? index + 1 < value.length() && Character.isLowSurrogate(value.charAt(index + 1))
        : index > 0 && Character.isHighSurrogate(value.charAt(index - 1));
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
