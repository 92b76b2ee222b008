package dev.gantry.llm.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineProvider.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Seen in a process of its own, because the library looks once: where it reports, it keeps an
/// identifier of the machine in the home directory.
class TelemetryTest {
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path home;

  /// Embeds a text.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      try (EmbeddingEngine engine =
          new OnnxProvider().open(new Settings(OnnxEngineTest.MODEL, OnnxEngineTest.NATIVES, 1))) {
        engine.embed(List.of(new int[] {101, 102}));
      }
    }
  }

  @Test
  void isOffWithoutAnybodyAskingForIt() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .inheritIO();
    builder.environment().keySet().removeAll(List.of(Telemetry.OFF_SWITCH, "XDG_CACHE_HOME"));
    builder.environment().put("HOME", home.toString());

    Process child = builder.start();
    try {
      assertThat(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }

    assertThat(child.exitValue()).isZero();
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files).containsExactly(home);
    }
  }
}
