package dev.gantry.llm.llama;

import dev.gantry.llm.model.PromptText;
import dev.gantry.llm.model.PromptText.Part;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tokens of a vocabulary that a model is steered with, such as `<|im_end|>`. A text must not
/// contain them by somebody's words: such places are set apart, and all else stays in one piece, so
/// that it becomes the same tokens as ever.
final class ControlTokens {
  /// By first character, longest first.
  private final Map<Character, List<String>> texts = new HashMap<>();

  ControlTokens(List<String> texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        this.texts.computeIfAbsent(text.charAt(0), _ -> new ArrayList<>()).add(text);
      }
    }
    this.texts
        .values()
        .forEach(all -> all.sort(Comparator.comparingInt(String::length).reversed()));
  }

  /// The same text in parts that can be tokenized one by one: in those that are literal, and only
  /// there, control tokens are not to be recognised.
  List<Part> setApart(PromptText prompt) {
    String text = prompt.text();
    BitSet literal = literal(prompt);
    List<Part> parts = new ArrayList<>();
    int begin = 0;
    int at = literal.isEmpty() ? text.length() : 0;
    while (at < text.length()) {
      int end = at + lengthAt(text, at);
      if (end == at) {
        at++;
      } else {
        int nextLiteral = literal.nextSetBit(at);
        if (nextLiteral >= 0 && nextLiteral < end) {
          add(parts, text.substring(begin, at), false);
          add(parts, text.substring(at, end), true);
          begin = end;
        }
        at = end;
      }
    }
    add(parts, text.substring(begin), false);
    return parts;
  }

  private static BitSet literal(PromptText prompt) {
    BitSet literal = new BitSet();
    int position = 0;
    for (Part part : prompt.parts()) {
      literal.set(position, position + part.text().length(), part.literal());
      position += part.text().length();
    }
    return literal;
  }

  private static void add(List<Part> parts, String text, boolean literal) {
    if (!text.isEmpty()) {
      parts.add(new Part(text, literal));
    }
  }

  /// Length of the longest control token at a position, or 0.
  private int lengthAt(String text, int position) {
    for (String candidate : texts.getOrDefault(text.charAt(position), List.of())) {
      if (text.startsWith(candidate, position)) {
        return candidate.length();
      }
    }
    return 0;
  }
}
