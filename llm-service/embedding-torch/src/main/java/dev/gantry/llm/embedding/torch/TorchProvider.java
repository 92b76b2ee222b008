package dev.gantry.llm.embedding.torch;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineProvider;
import dev.gantry.llm.embedding.EmbeddingException;
import java.nio.file.Path;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.global.torch;

/// Offers PyTorch. The number of threads is one for the process: the last engine that was opened
/// says it.
public final class TorchProvider implements EmbeddingEngineProvider {

  @Override
  public String name() {
    return "torch";
  }

  @Override
  public EmbeddingEngine open(Settings settings) throws EmbeddingException {
    Path file = settings.model().resolve(TorchModel.FILE).toAbsolutePath();
    TorchModel.check(file);
    TorchLibraries.load(settings.natives());
    try {
      TorchLibraries.setThreads(settings.threads());
      JitModule module = torch.load(file.toString());
      // the file has 16 bits a number, with which processors compute slowly
      module.to(torch.ScalarType.Float, false);
      return new TorchEngine(module, file);
    } catch (RuntimeException e) {
      throw new EmbeddingException(
          "PyTorch cannot load %s: %s.".formatted(file, e.getMessage()), e);
    }
  }
}
