package dev.gantry.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.CorruptModels.Case;
import dev.gantry.llm.llama.TestModel;
import dev.gantry.llm.v1.LoadModelRequest;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server is told to load two hundred damaged models, by its own way: header, child process,
/// load. It lives, says of each what is wrong or loads it (a flipped bit in a name or a weight
/// makes another model, not a bad one), and the loaded model answers after each.
class CorruptModelsTest {
  private static final String LOADED = "loaded";

  @TempDir private Path directory;

  @Test
  void livesThroughTwoHundredCorruptModels() throws Exception {
    List<Case> cases = CorruptModels.of(Files.readAllBytes(TestModel.FILE));
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> silent = new ArrayList<>();
    try (RunningServer server =
        RunningServer.serving(TestModel.FILE, "--model-dir=" + directory, "--model-swap=beside")) {
      for (int i = 0; i < cases.size(); i++) {
        Path file = directory.resolve("case-%03d.gguf".formatted(i));
        Files.write(file, cases.get(i).bytes().get());
        String problem = load(server, file);
        // a mapped file may lose its name
        Files.delete(file);
        outcomes.merge(outcome(problem), 1, Integer::sum);
        if (!problem.equals(LOADED) && !problem.contains(file.getFileName().toString())) {
          silent.add(cases.get(i).name() + ": " + problem);
        }
        assertThat(answer(server)).as(cases.get(i).name()).isNotEmpty();
      }
    }

    assertThat(cases).hasSize(200);
    assertThat(silent).isEmpty();
    // which of them end the child depends on the processor
    assertThat(outcomes.get("refused by the header")).isGreaterThan(120);
    assertThat(outcomes.get("refused by the library")).isGreaterThan(10);
    assertThat(outcomes.get(LOADED)).isBetween(1, 40);
  }

  private static String outcome(String problem) {
    if (problem.equals(LOADED)) {
      return LOADED;
    }
    if (problem.contains("makes llama.cpp end the process")) {
      return "death of the child";
    }
    return problem.contains("is not a usable GGUF model")
        ? "refused by the header"
        : "refused by the library";
  }

  private static String load(RunningServer server, Path file) {
    try {
      server
          .models()
          .loadModel(
              LoadModelRequest.newBuilder().setFileName(file.getFileName().toString()).build());
      return LOADED;
    } catch (StatusException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
      assertThat(Replies.reason(e)).isEqualTo("MODEL_REFUSED");
      return String.valueOf(e.getStatus().getDescription());
    }
  }

  private static String answer(RunningServer server) throws Exception {
    return String.valueOf(
        server.generate(RunningServer.greedy().setPrompt("Once").setMaxTokens(1).build()));
  }
}
