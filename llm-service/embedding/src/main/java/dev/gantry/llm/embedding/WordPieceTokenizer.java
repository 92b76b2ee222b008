package dev.gantry.llm.embedding;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Splits words into the longest pieces that a vocabulary has (WordPiece). Names of special tokens
/// in a text, such as "[SEP]", are text like any other.
public final class WordPieceTokenizer {
  private static final String UNKNOWN = "[UNK]";
  private static final String BEGIN = "[CLS]";
  private static final String END = "[SEP]";
  private static final String CONTINUATION = "##";

  /// Longer words are unknown, in code points.
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> vocabulary;
  private final int mostTokens;
  private final int unknown;
  private final int begin;
  private final int end;

  private WordPieceTokenizer(Map<String, Integer> vocabulary, int mostTokens) throws IOException {
    this.vocabulary = vocabulary;
    this.mostTokens = mostTokens;
    unknown = required(UNKNOWN);
    begin = required(BEGIN);
    end = required(END);
  }

  private int required(String token) throws IOException {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw new IOException("the vocabulary has no " + token);
    }
    return id;
  }

  /// Reads the vocabulary of a "tokenizer.json" of Hugging Face's tokenizers.
  ///
  /// @param mostTokens that a text may have; further ones are left out
  /// @throws IOException where the file cannot be read or is no such file
  public static WordPieceTokenizer read(Path file, int mostTokens) throws IOException {
    Map<String, Integer> vocabulary = new HashMap<>();
    try (Reader in = Files.newBufferedReader(file);
        JsonReader json = new JsonReader(in)) {
      enter(json, "model");
      enter(json, "vocab");
      while (json.hasNext()) {
        vocabulary.put(json.nextName(), json.nextInt());
      }
    } catch (IllegalStateException | NumberFormatException e) {
      throw new IOException("%s is no vocabulary: %s".formatted(file, e.getMessage()), e);
    }
    return new WordPieceTokenizer(vocabulary, mostTokens);
  }

  /// Goes into a member of the next object.
  private static void enter(JsonReader json, String member) throws IOException {
    json.beginObject();
    while (!json.nextName().equals(member)) {
      json.skipValue();
    }
    if (member.equals("vocab")) {
      json.beginObject();
    }
  }

  /// The tokens of a text, between those that begin and end it.
  public TokenizedText tokenize(String text) {
    List<Integer> tokens = new ArrayList<>();
    tokens.add(begin);
    for (String word : BertNormalizer.words(text)) {
      addPieces(word, tokens);
      if (tokens.size() >= mostTokens) {
        break;
      }
    }
    boolean truncated = tokens.size() >= mostTokens;
    List<Integer> kept = truncated ? tokens.subList(0, mostTokens - 1) : tokens;
    kept.add(end);
    return new TokenizedText(kept.stream().mapToInt(Integer::intValue).toArray(), truncated);
  }

  private void addPieces(String word, List<Integer> tokens) {
    int sizeBefore = tokens.size();
    int at = 0;
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      tokens.add(unknown);
      return;
    }
    while (at < word.length()) {
      int to = word.length();
      Integer piece = null;
      while (to > at && piece == null) {
        String candidate = word.substring(at, to);
        piece = vocabulary.get(at == 0 ? candidate : CONTINUATION + candidate);
        to = piece == null ? word.offsetByCodePoints(to, -1) : to;
      }
      if (piece == null) {
        tokens.subList(sizeBefore, tokens.size()).clear();
        tokens.add(unknown);
        return;
      }
      tokens.add(piece);
      at = to;
    }
  }
}
