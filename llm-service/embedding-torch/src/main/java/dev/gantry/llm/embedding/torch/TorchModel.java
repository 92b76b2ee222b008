package dev.gantry.llm.embedding.torch;

import dev.gantry.llm.embedding.Checksum;
import dev.gantry.llm.embedding.EmbeddingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The one file that this engine runs. It is known by its checksum: PyTorch would run any code in a
/// file, and can end the process on a damaged one.
final class TorchModel {
  static final String FILE = "all-minilm-l6-v2.pt";

  /// Of what [ModelPreparation] makes with this version of PyTorch.
  static final String SHA256 = "d917f9b062da1ad24754c9e6a64077e79e3d2f4b8d9cd10e748bbe67e17000b2";

  private TorchModel() {}

  /// @throws EmbeddingException where the file is missing or another
  static void check(Path file) throws EmbeddingException {
    if (!Files.isReadable(file)) {
      throw new EmbeddingException(
          "There is no %s. Put it there, or set embedding-model-dir to its directory."
              .formatted(file));
    }
    String found;
    try {
      found = Checksum.sha256(file);
    } catch (IOException e) {
      throw new EmbeddingException("%s cannot be read: %s.".formatted(file, e), e);
    }
    if (!found.equals(SHA256)) {
      throw new EmbeddingException(
          "%s is damaged or another model: its SHA-256 is %s, not %s. Prepare it anew."
              .formatted(file, found, SHA256));
    }
  }
}
