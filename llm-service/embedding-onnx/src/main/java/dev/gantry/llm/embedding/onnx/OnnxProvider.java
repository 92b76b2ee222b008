package dev.gantry.llm.embedding.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Offers ONNX Runtime.
public final class OnnxProvider implements EmbeddingEngineProvider {
  private static final String MODEL = "all-minilm-l6-v2.onnx";

  /// Where the library looks for its native part, before it unpacks one.
  private static final String NATIVES = "onnxruntime.native.path";

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public EmbeddingEngine open(Settings settings) throws EmbeddingException {
    Path model = settings.model().resolve(MODEL).toAbsolutePath();
    if (!Files.isReadable(model)) {
      throw new EmbeddingException(
          "There is no %s. Put it there, or set embedding-model-dir to its directory."
              .formatted(model));
    }
    if (settings.natives() != null) {
      System.setProperty(NATIVES, settings.natives().toAbsolutePath().toString());
    }
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(settings.threads());
        options.setInterOpNumThreads(1);
        // a thread that waits for the others would otherwise burn its CPU
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return new OnnxEngine(environment, environment.createSession(model.toString(), options));
      }
    } catch (OrtException | LinkageError e) {
      throw new EmbeddingException(
          "ONNX Runtime cannot load %s: %s.".formatted(model, e.getMessage()), e);
    }
  }
}
