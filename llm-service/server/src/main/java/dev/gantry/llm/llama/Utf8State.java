package dev.gantry.llm.llama;

import org.jspecify.annotations.Nullable;

/// Where in UTF-8 (RFC 3629) a text ends whose bytes come in pieces.
///
/// @param remaining bytes that the last character still needs
/// @param least smallest value that the next of them may have
/// @param most largest value
record Utf8State(int remaining, int least, int most) {
  /// Between two characters.
  static final Utf8State START = new Utf8State(0, 0, 0);

  /// The state after more bytes; null where they are not well-formed.
  @Nullable Utf8State after(byte[] bytes) {
    Utf8State state = this;
    for (byte next : bytes) {
      state = state.after(next & 0xff);
      if (state == null) {
        return null;
      }
    }
    return state;
  }

  private @Nullable Utf8State after(int next) {
    if (remaining == 0) {
      return first(next);
    }
    return next < least || next > most ? null : rest(remaining - 1);
  }

  private static Utf8State rest(int remaining) {
    return remaining == 0 ? START : new Utf8State(remaining, 0x80, 0xbf);
  }

  /// After the first byte of a character. Some narrow the second one: longer forms of shorter
  /// characters, surrogates and numbers above U+10FFFF are not allowed.
  private static @Nullable Utf8State first(int next) {
    if (next < 0x80) {
      return START;
    }
    if (next < 0xc2 || next > 0xf4) {
      return null;
    }
    return switch (next) {
      case 0xe0 -> new Utf8State(2, 0xa0, 0xbf);
      case 0xed -> new Utf8State(2, 0x80, 0x9f);
      case 0xf0 -> new Utf8State(3, 0x90, 0xbf);
      case 0xf4 -> new Utf8State(3, 0x80, 0x8f);
      default -> rest(next < 0xe0 ? 1 : next < 0xf0 ? 2 : 3);
    };
  }
}
