package dev.gantry.llm.embedding.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.EmbeddingModel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Offers ONNX Runtime, with the model in float32 or its smaller quantised form, whichever is
/// there; of both, the first.
public final class OnnxProvider implements EmbeddingEngineProvider {
  private static final String FLOAT_MODEL = "all-minilm-l6-v2.onnx";
  static final String QUANTISED_MODEL = "all-minilm-l6-v2-q.onnx";

  /// Where the library looks for its native part, before it unpacks one.
  private static final String NATIVES = "onnxruntime.native.path";

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public EmbeddingEngine open(Settings settings) throws EmbeddingException {
    EmbeddingModel model = find(settings.model().toAbsolutePath());
    if (settings.natives() != null) {
      System.setProperty(NATIVES, settings.natives().toAbsolutePath().toString());
    }
    Telemetry.off();
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(settings.threads());
        options.setInterOpNumThreads(1);
        // a thread that waits for the others would otherwise burn its CPU
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        OrtSession session = environment.createSession(model.file().toString(), options);
        return new OnnxEngine(environment, session, model);
      }
    } catch (OrtException | LinkageError e) {
      throw new EmbeddingException(
          "ONNX Runtime cannot load %s: %s.".formatted(model.file(), e.getMessage()), e);
    }
  }

  private static EmbeddingModel find(Path directory) throws EmbeddingException {
    Path model = directory.resolve(FLOAT_MODEL);
    if (Files.isReadable(model)) {
      return new EmbeddingModel(model, "float32");
    }
    Path quantised = directory.resolve(QUANTISED_MODEL);
    if (Files.isReadable(quantised)) {
      return new EmbeddingModel(quantised, "int8");
    }
    throw new EmbeddingException(
        "There is no %s and no %s in %s. Put one there, or set embedding-model-dir to its directory."
            .formatted(FLOAT_MODEL, QUANTISED_MODEL, directory));
  }
}
