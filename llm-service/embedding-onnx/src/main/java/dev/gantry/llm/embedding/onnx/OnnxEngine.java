package dev.gantry.llm.embedding.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.EmbeddingModel;
import dev.gantry.llm.embedding.MeanPooling;
import dev.gantry.llm.embedding.TokenBatch;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A session of ONNX Runtime with a model of BERT's kind: its inputs are "input_ids",
/// "attention_mask" and "token_type_ids", its first output has a vector for each token.
final class OnnxEngine implements EmbeddingEngine {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final EmbeddingModel model;

  OnnxEngine(OrtEnvironment environment, OrtSession session, EmbeddingModel model) {
    this.environment = environment;
    this.session = session;
    this.model = model;
  }

  @Override
  public String version() {
    return environment.getVersion();
  }

  @Override
  public EmbeddingModel model() {
    return model;
  }

  @Override
  public List<float[]> embed(List<int[]> texts) throws EmbeddingException {
    TokenBatch batch = new TokenBatch(texts);
    long[] shape = {batch.rows(), batch.columns()};
    LongBuffer types = LongBuffer.allocate(batch.rows() * batch.columns());
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.ids()), shape);
        OnnxTensor attention =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.mask()), shape);
        OnnxTensor firstType = OnnxTensor.createTensor(environment, types, shape);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids",
                    input,
                    "attention_mask",
                    attention,
                    "token_type_ids",
                    firstType))) {
      return pool((OnnxTensor) result.get(0), batch);
    } catch (OrtException e) {
      throw new EmbeddingException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  private static List<float[]> pool(OnnxTensor output, TokenBatch batch) {
    int dimensions = (int) output.getInfo().getShape()[2];
    FloatBuffer tokens = output.getFloatBuffer();
    List<float[]> vectors = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      int first = row * batch.columns() * dimensions;
      vectors.add(MeanPooling.pool(tokens, first, batch.length(row), dimensions));
    }
    return vectors;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session is closed once", e);
    }
  }
}
