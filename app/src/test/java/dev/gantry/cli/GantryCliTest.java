package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.engine.FakeEngine;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GantryCliTest {
  private final CliHarness cli = new CliHarness();

  @Test
  void opensTheDashboardWithoutACommand() {
    assertThat(cli.run()).isEqualTo(new Result(0, "", ""));
    assertThat(cli.openedDashboard).contains(Path.of("default"));
  }

  @Test
  void opensTheDashboardOnTheProjectGiven() {
    cli.run("--project", "/srv/shop");

    assertThat(cli.openedDashboard).contains(Path.of("/srv/shop"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "build --version", "engine status --version"})
  void printsItsVersion(String arguments) {
    assertThat(cli.run(arguments.split(" "))).isEqualTo(new Result(0, "gantry 1.2.3\n", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "build",
        "layers",
        "mode",
        "ask",
        "engine",
        "engine status",
        "engine start",
        "engine stop",
        "engine base-image"
      })
  void everyCommandDocumentsItsOptionsAndExitCodes(String command) {
    Result result = cli.run((command + " --help").strip().split(" "));

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(
            "Usage: gantry", "--project=DIR", "--json", "Exit codes:", "3     no container engine");
  }

  @Test
  void documentsHowTheServiceIsRunAndNoOptionThatItDoesNotKnow() {
    assertThat(cli.run("--help").out()).contains("\n  service ");

    assertThat(cli.run("service", "run", "--help").out())
        .contains("Usage: gantry service run [-hV] [--model=FILE] [--port=<port>] [OPTION...]")
        .contains("70   the thread that decodes died")
        .doesNotContain("no container engine can be used")
        .doesNotContain("--project", "--json", "--color");
  }

  @Test
  void saysThatTheScriptRunsTheService() {
    assertThat(cli.run("--json", "service", "run", "--port", "4711"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                error: The script starts it, and only where it begins: ./gantry service run
                  what to do
                    All options are shown by:
                      ./gantry service run --help
                """));
  }

  @Test
  void guessesTheOptionThatWasMeant() {
    assertThat(cli.run("build", "--no-cahce"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                error: Unknown option: '--no-cahce'
                  what to do
                    Did you mean --no-cache? All options are shown by:
                      ./gantry build --help
                """));
  }

  @Test
  void guessesTheCommandThatWasMeant() {
    assertThat(cli.run("biuld").err())
        .isEqualTo(
            """
            error: Unmatched argument at index 0: 'biuld'
              what to do
                Did you mean build? All options are shown by:
                  ./gantry --help
            """);
  }

  @Test
  void findsTheProjectAboveTheCurrentDirectory() {
    cli.workingDirectory = CliHarness.PROJECT.resolve("src/main");

    assertThat(cli.run("mode").out()).startsWith("/home/ada/llm\n");
  }

  @Test
  void takesTheBundledProjectWhereThereIsNone() {
    cli.workingDirectory = Path.of("/tmp");
    cli.bundled = Optional.of(CliHarness.PROJECT);

    assertThat(cli.run("mode").out()).startsWith("/home/ada/llm\n");
  }

  @Test
  void aProjectThatIsNamedHasToBeThere() {
    cli.bundled = Optional.of(CliHarness.PROJECT);

    assertThat(cli.run("mode", "--project", "../shop"))
        .isEqualTo(
            new Result(
                1,
                "",
                """
                error: There is no compose file here
                  where
                    /home/ada/shop
                  what to do
                    Gantry looks for compose.yml, compose.yaml, docker-compose.yml or docker-compose.yaml in the directory itself and in its subdirectory compose. Name another directory:
                      ./gantry --project DIRECTORY
                """));
  }

  @Test
  void showsTheEngineInUse() {
    assertThat(cli.run("engine", "status"))
        .isEqualTo(
            new Result(
                0,
                """
                Docker engine 28.5.2 on linux/amd64
                  address  unix:///run/fake.sock (usual address)
                  API      1.51
                Private engine: not set up
                """,
                ""));
  }

  @Test
  void showsTheEngineAsJson() {
    assertThat(cli.run("engine", "status", "--json").out())
        .isEqualTo(
            """
            {
              "status" : "reachable",
              "host" : "unix:///run/fake.sock",
              "source" : "default-socket",
              "version" : "28.5.2",
              "apiVersion" : "1.51",
              "platform" : "linux/amd64",
              "privateEngine" : {
                "status" : "absent"
              }
            }
            """);
  }

  @Test
  void saysThatThereIsNoEngine() {
    cli.engine =
        FakeEngine.unreachable(
            new Problem.EngineNotInstalled(List.of("unix:///var/run/docker.sock")));

    assertThat(cli.run("engine", "status"))
        .isEqualTo(
            new Result(
                3,
                "Private engine: not set up\n",
                """
                error: No Docker engine was found
                  where
                    unix:///var/run/docker.sock
                  what to do
                    Install one:
                      sudo apt install docker.io docker-buildx docker-compose
                    Or let Gantry run one of its own, without a change to the system:
                      sudo ./gantry engine start
                    Is one running at another address? Name it with DOCKER_HOST or a Docker context.
                """));
  }
}
