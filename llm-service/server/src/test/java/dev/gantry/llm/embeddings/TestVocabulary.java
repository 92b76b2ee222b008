package dev.gantry.llm.embeddings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A vocabulary of one letter: "a" is 4, and every other word is unknown, 1.
public final class TestVocabulary {
  private TestVocabulary() {}

  /// Writes it where a server looks for it.
  public static Path write(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("all-minilm-l6-v2-tokenizer.json"),
        "{\"model\": {\"vocab\": {\"[UNK]\": 1, \"[CLS]\": 2, \"[SEP]\": 3, \"a\": 4}}}");
  }
}
