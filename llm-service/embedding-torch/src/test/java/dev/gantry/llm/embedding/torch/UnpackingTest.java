package dev.gantry.llm.embedding.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.embedding.EmbeddingEngine;
import dev.gantry.llm.embedding.EmbeddingEngineProvider.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where the libraries come from, seen in a process of its own: they can be loaded only once. The
/// jars with the libraries are on its class path, so that JavaCPP could unpack them.
class UnpackingTest {
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path writable;

  /// Embeds a text, and prints which libraries of PyTorch are mapped.
  static final class Child {
    private Child() {}

    @SuppressWarnings("SystemOut") // read by the test
    public static void main(String[] arguments) throws Exception {
      Path natives = arguments.length == 0 ? null : Path.of(arguments[0]);
      try (EmbeddingEngine engine =
          new TorchProvider().open(new Settings(TorchEngineTest.MODEL, natives, 1))) {
        engine.embed(List.of(new int[] {101, 102}));
      }
      try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
        new TreeSet<>(
                lines
                    .filter(line -> line.matches(".*lib(torch|c10|jni|openblas).*"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .toList())
            .forEach(System.out::println);
      }
    }
  }

  private List<Path> libraries(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-UsePerfData",
                "-Duser.home=" + writable.resolve("home"),
                "-Djava.io.tmpdir=" + writable,
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
    command.addAll(List.of(arguments));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (Stream<String> lines = child.inputReader().lines()) {
      List<Path> printed = lines.map(Path::of).toList();
      assertThat(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isZero();
      return printed;
    } finally {
      child.destroyForcibly();
    }
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.walk(writable)) {
      return files.filter(file -> !file.equals(writable)).toList();
    }
  }

  @Test
  void usesTheDirectoryAndUnpacksNothing() throws Exception {
    Path natives = TorchLibrariesTest.NATIVES.toAbsolutePath();

    assertThat(libraries(natives.toString()))
        .containsExactly(
            natives.resolve("libc10.so"),
            natives.resolve("libjnijavacpp.so"),
            natives.resolve("libjnitorch.so"),
            natives.resolve("libopenblas.so.0"),
            natives.resolve("libtorch_cpu.so"));
    assertThat(written()).isEmpty();
  }

  @Test
  void unpacksWithoutADirectory() throws Exception {
    assertThat(libraries())
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(file -> assertThat(file).startsWith(writable.resolve("home")));
  }
}
