package dev.gantry.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GetLoadRequest;
import dev.gantry.llm.v1.LoadModelRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fifty swaps leave nothing behind. A model takes 4.6 MB and its contexts 5 MB, so that one that
/// is not freed each time would be 230 MB at the end.
class ModelLeakTest {
  private static final int WARM_UP = 10;
  private static final int SWAPS = 50;
  private static final int HEAP_MEGABYTES = 64;
  private static final long MOST_RESIDENT_BYTES = 48L << 20;

  @TempDir private Path directory;

  @Test
  void fiftySwapsTakeNoMemory() throws Exception {
    Files.copy(TestModel.FILE, directory.resolve("0.gguf"));
    Files.copy(TestModel.FILE, directory.resolve("1.gguf"));
    try (RunningServer server =
        RunningServer.process(HEAP_MEGABYTES, directory.resolve("0.gguf"), "--model-swap=beside")) {
      swap(server, WARM_UP);
      long before = residentBytes(server);
      swap(server, SWAPS);
      long after = residentBytes(server);

      assertThat(after - before)
          .as("resident, from %d to %d bytes", before, after)
          .isLessThan(MOST_RESIDENT_BYTES);
    }
  }

  private static long residentBytes(RunningServer server) throws Exception {
    return server
        .server()
        .getLoad(GetLoadRequest.getDefaultInstance())
        .getLoad()
        .getResidentBytes();
  }

  private static void swap(RunningServer server, int times) throws Exception {
    for (int i = 1; i <= times; i++) {
      server.models().loadModel(LoadModelRequest.newBuilder().setFileName(i % 2 + ".gguf").build());
      assertThat(server.generate(RunningServer.greedy().setPrompt("Once").setMaxTokens(4).build()))
          .filteredOn(GenerateResponse::hasToken)
          .hasSize(4);
    }
  }
}
