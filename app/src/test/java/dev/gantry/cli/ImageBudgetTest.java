package dev.gantry.cli;

import static dev.gantry.domain.image.Layers.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.build.FakeBuildRunner.Script;
import dev.gantry.domain.image.ImageConfiguration;
import dev.gantry.domain.image.ImageContents;
import dev.gantry.domain.image.LayerTree;
import dev.gantry.domain.image.Layers;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ImageBudgetTest {
  private static final String NAME = "gantry/llm:prod";
  private static final List<LayerTree> LAYERS =
      List.of(
          layer(0).file("/opt/cache", "x".repeat(600)).file("/opt/a", "x".repeat(1400)).build(),
          layer(1).remove("/opt/cache").file("/opt/b", "x".repeat(1400)).build());

  @TempDir private Path directory;

  private final CliHarness cli = new CliHarness();
  private final ImageContents contents = Layers.image(NAME, ImageConfiguration.NONE, LAYERS);

  ImageBudgetTest() {
    cli.images.put(contents.image());
    cli.imageFiles.put(contents.image().id(), LAYERS);
    play(
        new BuildOutcome.Succeeded(
            Optional.of(contents.image().id()), List.of(NAME), List.of(), Duration.ofSeconds(90)));
  }

  @ParameterizedTest
  @CsvSource({
    "--max-size 3.4kB, 0",
    "--max-size 3399, 4",
    "--max-size 3KiB, 4",
    "--max-waste 2kB, 0",
    "--max-waste 1999B, 4",
    "--max-waste 58.9%, 0",
    "--max-waste 50%, 4",
    "--max-size 1MB --max-waste 1%, 4"
  })
  void anImageIsHeldToItsBudget(String budget, int code) {
    assertThat(cli.run(("layers prod " + budget).split(" ")).code()).isEqualTo(code);
  }

  @Test
  void saysEverythingThatIsOverBudget() {
    Result result = cli.run("layers", "prod", "--max-size", "1kB", "--max-waste", "10%");

    assertThat(result.err())
        .isEqualTo(
            """
            error: prod is over its budget
              cause
                The image has 3.4 kB, and may have 1 kB: --max-size
                It stores 2 kB for nothing (58.8 %), and may do so with 10 %: --max-waste
              what to do
                This shows what takes the room:
                  ./gantry layers prod --files
            """);
    assertThat(result.out()).startsWith("prod  gantry-llm-p");
  }

  @Test
  void saysItInTheJsonOfTheResult() {
    Result result = cli.run("layers", "prod", "--max-size", "1kB", "--json");

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .endsWith(
            """
              } ],
              "overBudget" : [ "The image has 3.4 kB, and may have 1 kB: --max-size" ]
            }
            """);
  }

  @Test
  void aBuildIsHeldToItsBudget() {
    Result result = cli.run("build", "prod", "--max-duration", "1m", "--max-size", "1kB");

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err())
        .contains(
            """
            error: prod is over its budget
              cause
                The build took 1 min 30 s, and may take 1 min: --max-duration
                The image has 3.4 kB, and may have 1 kB: --max-size
            """);
    assertThat(cli.run("build", "prod", "--max-duration", "2m", "--max-waste", "3kB").code())
        .isZero();
  }

  @Test
  void showsTheFilesOfAnImage() {
    assertThat(cli.run("layers", NAME, "--files", "--top", "2"))
        .isEqualTo(
            new Result(
                0,
                """
                gantry/llm:prod  gantry-llm-p  linux/amd64  3.4 kB

                #    SIZE  TIME  CACHE  LINE  COMMAND
                1    2 kB                     RUN step 0
                2  1.4 kB                     RUN step 1

                #  NEW  CHANGED  GONE  GROWTH
                1    2        0     0   +2 kB
                2    1        0     1  +800 B

                  SIZE  LAYER  LARGEST FILES
                1.4 kB      1  /opt/a
                1.4 kB      2  /opt/b

                Stored for nothing: 2 kB of 3.4 kB (58.8 %)
                  SIZE  LAYER  WHY                        FILE
                1.4 kB      2  copy of /opt/a in layer 1  /opt/b
                 600 B      1  removed in layer 2         /opt/cache
                """,
                ""));
  }

  @Test
  void appendsASummaryOfEachBuild() throws IOException {
    Path file = directory.resolve("summary.md");
    Files.writeString(file, "before\n");

    cli.run("build", "prod", "--summary", file.toString(), "--max-size", "1kB");
    play(
        new BuildOutcome.Failed(
            new Problem.BuildFailed("prod", "failed to solve"), Duration.ofSeconds(1)));
    cli.run("build", "prod", "--summary", file.toString());

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            before
            ### prod: built in 1 min 30 s

            > [!WARNING]
            > The image has 3.4 kB, and may have 1 kB: --max-size

            |  | BEFORE | NOW | CHANGE |
            |---|--:|--:|--:|
            | size | 3.4 kB | 3.4 kB | 0 B |
            | layers | 2 | 2 | 2 shared |
            | image | `gantry-llm-p` | `gantry-llm-p` |  |
            | steps |  | 0, 0 from the cache |  |

            <details><summary>Layers</summary>

            | # | SIZE | TIME | CACHE | COMMAND |
            |--:|--:|--:|---|---|
            | 1 | 2 kB |  |  | `RUN step 0` |
            | 2 | 1.4 kB |  |  | `RUN step 1` |

            </details>

            ### prod: the build failed

            > [!CAUTION]
            > The build of “prod” failed

            ````
            failed to solve
            ````

            """);
  }

  @Test
  void saysThatTheSummaryCannotBeWritten() {
    Result result = cli.run("build", "prod", "--summary", directory.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("  where\n    " + directory + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "-1MB", "5 apples", "1.2.3", "1bb", "5%%", "1e9"})
  void refusesWhatIsNoLimit(String text) {
    assertThatThrownBy(() -> new Limit.Converter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'%s' is no limit such as 200MB or 5%%", text);
  }

  @Test
  void aSizeIsNoShare() {
    assertThat(cli.run("layers", "prod", "--max-size", "5%").err())
        .startsWith(
            "error: Invalid value for option '--max-size': '5%' is no size such as 200MB\n");
  }

  private void play(BuildOutcome outcome) {
    cli.builds = new FakeBuildRunner(_ -> new Script(List.of(), Optional.of(outcome)));
  }
}
