package dev.gantry.llm.llama;

import dev.gantry.llm.model.ModelException;
import java.nio.file.Path;

/// Where the bundled model and the native libraries are when tests run, and the loaded library,
/// which a process can have only once.
public final class TestModel {
  public static final Path FILE = Path.of("../models/gantry-tiny.Q8_0.gguf");

  public static final Path NATIVES =
      Path.of(
          "../natives/target/natives",
          System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64");

  private TestModel() {}

  /// Loaded with the first call.
  public static LlamaLibrary library() {
    return Loaded.LIBRARY;
  }

  private static final class Loaded {
    private static final LlamaLibrary LIBRARY = load();

    private static LlamaLibrary load() {
      try {
        return LlamaLibrary.load(NATIVES, LlamaLibrary.BEST_KERNELS, (_, _, _) -> {});
      } catch (ModelException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
