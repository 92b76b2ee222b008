package dev.gantry.devloop.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.devloop.compile.ClassSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds that nothing that stays knows what is swapped, in the server as it is.
class HotCodeTest {
  private static final Path SERVER = Path.of("../server/target/classes");
  private static final Path LOOP = Path.of("target/classes");

  private static Map<String, byte[]> classes(Path directory) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String path = directory.relativize(file).toString();
        classes.put(path.replace('/', '.').replaceAll("\\.class$", ""), Files.readAllBytes(file));
      }
    }
    return classes;
  }

  @Test
  void nothingThatStaysUsesWhatIsSwapped() throws Exception {
    assertThat(HotCode.obstacle(ClassSet.of(classes(SERVER)))).isEqualTo(Optional.empty());
    assertThat(HotCode.obstacle(ClassSet.of(classes(LOOP)))).isEqualTo(Optional.empty());
  }

  @Test
  void swapsWhatAnswersCallsAndKeepsTheModelAndTheSocket() throws Exception {
    Map<String, byte[]> server = classes(SERVER);

    assertThat(server.keySet().stream().filter(HotCode::isHot))
        .contains(HotCode.ENTRY, "dev.gantry.llm.schema.JsonSchemaGrammar")
        .hasSizeGreaterThan(30);
    assertThat(server.keySet().stream().filter(name -> !HotCode.isHot(name)))
        .contains(
            "dev.gantry.llm.llama.LlamaModel",
            "dev.gantry.llm.generation.BatchingEngine",
            "dev.gantry.llm.serving.ModelHost",
            "dev.gantry.llm.server.LlmServer",
            "dev.gantry.llm.server.Services");
  }

  @Test
  void namesWhoStaysButUsesWhatIsSwapped() throws Exception {
    Map<String, byte[]> server = classes(SERVER);
    String entryOfProduction = "dev.gantry.llm.Main";
    Map<String, byte[]> renamed =
        Map.of(
            HotCode.ENTRY,
            server.get(HotCode.ENTRY),
            "dev.gantry.llm.serving.Other",
            server.get(entryOfProduction));

    // the class file of the entry of production, under the name of one that stays
    assertThat(HotCode.obstacle(ClassSet.of(renamed)))
        .contains("dev.gantry.llm.serving.Other stays, but uses " + HotCode.ENTRY);
  }

  @Test
  void swapsResourcesThatLieBesideSwappedClasses() {
    assertThat(HotCode.isHotResource("dev/gantry/llm/rpc/words.txt")).isTrue();
    assertThat(HotCode.isHotResource("dev/gantry/llm/llama/words.txt")).isFalse();
    assertThat(HotCode.isHotResource("words.txt")).isFalse();
  }
}
