package dev.gantry.llm.embedding;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Opens an engine. Found by [java.util.ServiceLoader]: an engine that is not on the class path is
/// not offered.
public interface EmbeddingEngineProvider {

  /// Name to choose it by, such as "onnx".
  String name();

  /// Opens the engine.
  ///
  /// @throws EmbeddingException where files are missing or cannot be used
  EmbeddingEngine open(Settings settings) throws EmbeddingException;

  /// How an engine is set up.
  ///
  /// @param model directory with the model and its vocabulary
  /// @param natives directory with the native libraries; null lets the library unpack its own into
  ///   the temporary directory
  /// @param threads how many threads compute
  record Settings(Path model, @Nullable Path natives, int threads) {
    public Settings {
      if (threads < 1) {
        throw new IllegalArgumentException("threads " + threads);
      }
    }
  }
}
