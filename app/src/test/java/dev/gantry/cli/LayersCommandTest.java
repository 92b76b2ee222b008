package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageConfiguration;
import dev.gantry.domain.image.Layer;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayersCommandTest {
  private final CliHarness cli = new CliHarness();

  LayersCommandTest() {
    cli.images.put(
        new Image(
            new Digest("sha256:1f2e3d4c5b6a7988"),
            List.of("gantry/llm:prod"),
            "linux/amd64",
            CliHarness.NOW,
            1_000_000,
            List.of(
                new Layer(
                    0,
                    new Digest("sha256:aa"),
                    1_000_000,
                    "COPY runtime /opt # buildkit",
                    CliHarness.NOW,
                    Optional.empty())),
            ImageConfiguration.NONE));
  }

  @Test
  void showsWhereLayersComeFrom() {
    cli.origins =
        List.of(
            new LayerOrigin(
                "[stage-1 2/2] COPY runtime /opt",
                Optional.of("prod.Dockerfile"),
                Optional.of(new LineRange(12, 12)),
                Optional.of(Duration.ofMillis(140)),
                true));

    assertThat(cli.run("layers", "gantry/llm:prod"))
        .isEqualTo(
            new Result(
                0,
                """
                gantry/llm:prod  1f2e3d4c5b6a  linux/amd64  1 MB

                #  SIZE    TIME  CACHE   LINE                COMMAND
                1  1 MB  140 ms  cached  prod.Dockerfile:12  COPY runtime /opt
                """,
                ""));
  }

  @Test
  void takesTheNameOfATargetForItsImage() {
    Result byImage = cli.run("layers", "gantry/llm:prod", "--json");

    assertThat(cli.run("layers", "prod", "--json")).isEqualTo(byImage);
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(cli.run("layers", "gantry/llm:prod", "--json"))
        .isEqualTo(
            new Result(
                0,
                """
                {
                  "id" : "sha256:1f2e3d4c5b6a7988",
                  "tags" : [ "gantry/llm:prod" ],
                  "platform" : "linux/amd64",
                  "created" : "2026-01-01T00:00:00Z",
                  "sizeBytes" : 1000000,
                  "layers" : [ {
                    "number" : 1,
                    "diffId" : "sha256:aa",
                    "sizeBytes" : 1000000,
                    "command" : "COPY runtime /opt # buildkit",
                    "created" : "2026-01-01T00:00:00Z"
                  } ]
                }
                """,
                ""));
  }

  @Test
  void saysThatThereIsNoSuchImage() {
    assertThat(cli.run("layers", "nothing:here"))
        .isEqualTo(
            new Result(
                1,
                "",
                """
                error: The engine has no image “nothing:here”
                  what to do
                    Build it, or choose one that is there:
                      ./gantry build
                      docker image ls
                """));
  }

  @Test
  void saysAsJsonThatThereIsNoEngine() {
    cli.images.failWith(new Problem.EngineNotRunning("unix:///run/docker.sock", "refused"));

    Result result = cli.run("layers", "gantry/llm:prod", "--json");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith(
            """
            {
              "problem" : {
                "kind" : "EngineNotRunning",
                "title" : "The Docker engine does not answer",
                "place" : "unix:///run/docker.sock",
                "cause" : "refused",
            """);
  }
}
