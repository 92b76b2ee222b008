package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.HostConfig;
import dev.gantry.EngineAvailable;
import dev.gantry.Watchman;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody types commands, with the Tab key, into the shells that completion is for, as Debian has
/// them.
@Tag("docker")
@ExtendWith(EngineAvailable.class)
class ShellCompletionIT {
  private static final Path SHELLS = Path.of("src/test/resources/shell-completion");
  private static final long LONGEST_BUILD_MINUTES = 10;

  @TempDir private static Path context;
  private static String image = "";

  /// The image with the shells; the engine remembers how they were installed.
  @BeforeAll
  static void buildShells() throws IOException {
    try (Stream<Path> files = Files.list(SHELLS);
        Watchman watchman = new Watchman()) {
      for (Path file : files.toList()) {
        Files.copy(file, context.resolve(file.getFileName()));
      }
      CliHarness cli = new CliHarness();
      for (String shell : List.of("bash", "zsh", "fish")) {
        Files.writeString(context.resolve(shell), cli.run("completion", shell).out());
      }
      for (String names : List.of("targets", "modes")) {
        Files.writeString(context.resolve(names), cli.run("completion", "--names", names).out());
      }
      image =
          watchman
              .client()
              .buildImageCmd(context.toFile())
              .exec(new BuildImageResultCallback())
              .awaitImageId(LONGEST_BUILD_MINUTES, TimeUnit.MINUTES);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bash, gantry",
    "bash, ./gantry",
    "zsh, gantry",
    "zsh, ./gantry",
    "fish, gantry",
    "fish, ./gantry"
  })
  void completesWhatIsTyped(String shell, String program) throws Exception {
    List<String> typing =
        new ArrayList<>(List.of("zsh", "-f", "/completion/type.zsh", shell, program));
    typing.addAll(
        List.of(
            "forec",
            "cache pru",
            "build pr",
            "build --no-cache pr",
            "build --mode pr",
            "build --pul",
            "--color alw",
            "mode d"));
    try (Watchman watchman = new Watchman()) {
      Watchman.Ended ended = watchman.run(image, "", typing, HostConfig.newHostConfig());

      assertThat(ended.output().lines())
          .containsExactly(
              "forecast",
              "cache prune",
              "build prod",
              "build --no-cache prod",
              "build --mode prod",
              "build --pull",
              "--color always",
              "mode dev");
    }
  }
}
