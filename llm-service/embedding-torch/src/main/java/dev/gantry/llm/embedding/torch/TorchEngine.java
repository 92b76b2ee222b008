package dev.gantry.llm.embedding.torch;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingException;
import dev.gantry.llm.embedding.EmbeddingModel;
import dev.gantry.llm.embedding.MeanPooling;
import dev.gantry.llm.embedding.TokenBatch;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A module of TorchScript that makes a vector of each token ([MiniLm]).
final class TorchEngine implements EmbeddingEngine {
  private final JitModule module;
  private final Path file;

  TorchEngine(JitModule module, Path file) {
    this.module = module;
    this.file = file;
  }

  @Override
  public String version() {
    return TorchLibraries.version();
  }

  @Override
  public EmbeddingModel model() {
    return new EmbeddingModel(file, "float32");
  }

  @Override
  public List<float[]> embed(List<int[]> texts) throws EmbeddingException {
    TokenBatch batch = new TokenBatch(texts);
    // frees all that is made within it
    try (PointerScope _ = new PointerScope();
        InferenceMode _ = new InferenceMode(true)) {
      return pool(module.forward(inputs(batch)).toTensor().contiguous(), batch);
    } catch (RuntimeException e) {
      throw new EmbeddingException("PyTorch failed: " + firstLine(e), e);
    }
  }

  private static IValueVector inputs(TokenBatch batch) {
    IValueVector inputs = new IValueVector();
    inputs.push_back(new IValue(matrix(batch.ids(), batch)));
    inputs.push_back(
        batch.isPadded()
            ? new IValue(matrix(batch.mask(), batch).to(torch.ScalarType.Bool))
            : new IValue());
    return inputs;
  }

  private static Tensor matrix(long[] values, TokenBatch batch) {
    return torch.tensor(values).view(batch.rows(), batch.columns());
  }

  private static List<float[]> pool(Tensor output, TokenBatch batch) {
    int dimensions = (int) output.size(2);
    FloatBuffer tokens = output.createBuffer();
    List<float[]> vectors = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      int first = row * batch.columns() * dimensions;
      vectors.add(MeanPooling.pool(tokens, first, batch.length(row), dimensions));
    }
    return vectors;
  }

  /// What PyTorch says goes on with a trace of its calls.
  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    module.close();
  }
}
