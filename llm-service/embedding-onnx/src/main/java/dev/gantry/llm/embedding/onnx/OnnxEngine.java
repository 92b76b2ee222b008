package dev.gantry.llm.embedding.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.MeanPooling;
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

  OnnxEngine(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  @Override
  public String version() {
    return environment.getVersion();
  }

  @Override
  public List<float[]> embed(List<int[]> texts) throws EmbeddingException {
    int longest = texts.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
    long[] shape = {texts.size(), longest};
    LongBuffer ids = LongBuffer.allocate(texts.size() * longest);
    LongBuffer mask = LongBuffer.allocate(texts.size() * longest);
    for (int text = 0; text < texts.size(); text++) {
      int[] tokens = texts.get(text);
      for (int i = 0; i < tokens.length; i++) {
        ids.put(text * longest + i, tokens[i]);
        mask.put(text * longest + i, 1);
      }
    }
    try (OnnxTensor input = OnnxTensor.createTensor(environment, ids, shape);
        OnnxTensor attention = OnnxTensor.createTensor(environment, mask, shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.allocate(ids.capacity()), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))) {
      return pool((OnnxTensor) result.get(0), texts);
    } catch (OrtException e) {
      throw new EmbeddingException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  private static List<float[]> pool(OnnxTensor output, List<int[]> texts) {
    long[] shape = output.getInfo().getShape();
    int longest = (int) shape[1];
    int dimensions = (int) shape[2];
    FloatBuffer tokens = output.getFloatBuffer();
    List<float[]> vectors = new ArrayList<>();
    for (int text = 0; text < texts.size(); text++) {
      int first = text * longest * dimensions;
      vectors.add(MeanPooling.pool(tokens, first, texts.get(text).length, dimensions));
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
