package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModeCommandTest {
  private final CliHarness cli = new CliHarness();

  @Test
  void listsTheModesWhenNothingRuns() {
    assertThat(cli.run("mode"))
        .isEqualTo(
            new Result(
                0,
                """
                /home/ada/llm
                  dev
                  prod

                Nothing is running.
                """,
                ""));
  }

  @Test
  void switchesAndShowsWhatRuns() {
    assertThat(cli.run("mode", "prod"))
        .isEqualTo(
            new Result(
                0,
                """
                prod is up after 0 ms
                """,
                """
                Switching to prod
                  container llm: Creating
                  container llm: Healthy
                """));
    assertThat(cli.run("mode"))
        .isEqualTo(
            new Result(
                0,
                """
                /home/ada/llm
                  dev
                  prod  running

                SERVICE  STATE    HEALTH   IMAGE
                llm      running  healthy  gantry/llm:prod
                """,
                ""));
  }

  @Test
  void listsAsJson() {
    cli.run("mode", "prod");

    assertThat(cli.run("mode", "--json").out())
        .isEqualTo(
            """
            {
              "project" : "/home/ada/llm",
              "modes" : [ {
                "name" : "dev",
                "running" : false
              }, {
                "name" : "prod",
                "running" : true
              } ],
              "containers" : [ {
                "id" : "id-of-llm",
                "service" : "llm",
                "state" : "running",
                "health" : "healthy",
                "image" : "gantry/llm:prod"
              } ]
            }
            """);
  }

  @Test
  void switchesAndStopsAsJson() {
    assertThat(cli.run("mode", "prod", "--json"))
        .isEqualTo(
            new Result(
                0,
                """
                {"event":"resource","kind":"container","name":"llm","state":"Creating"}
                {"event":"resource","kind":"container","name":"llm","state":"Healthy"}
                {"event":"result","status":"up","mode":"prod","tookMillis":0}
                """,
                ""));
    assertThat(cli.run("mode", "--down", "--json").out())
        .isEqualTo(
            """
            {"event":"resource","kind":"container","name":"llm","state":"Removed"}
            {"event":"result","status":"down","tookMillis":0}
            """);
  }

  @Test
  void stopIsAnotherWordForDown() {
    cli.run("mode", "prod");

    assertThat(cli.run("mode", "stop"))
        .isEqualTo(
            new Result(
                0,
                """
                Everything is stopped after 0 ms
                """,
                """
                Stopping
                  container llm: Removed
                """));
    assertThat(cli.compose.calls()).isEqualTo(List.of("up prod", "down"));
  }

  @Test
  void guessesTheModeThatWasMeant() {
    assertThat(cli.run("mode", "pord"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                error: This project has no mode “pord”
                  what to do
                    Did you mean “prod”? The modes are: dev, prod.
                """));
  }

  @Test
  void explainsWhyASwitchFailed() {
    cli.compose.failSwitch("prod", new Problem.PortTaken(50052, "llm", "address already in use"));

    assertThat(cli.run("mode", "prod"))
        .isEqualTo(
            new Result(
                1,
                "",
                """
                Switching to prod
                  container llm: Creating
                error: Port 50052 is in use
                  where
                    llm
                  cause
                    address already in use
                  what to do
                    Stop the program that uses it, or publish another port in the compose file. This shows the program:
                      sudo ss -ltnp sport = :50052
                """));
  }

  @Test
  void cancelInterruptsTheSwitch() {
    cli.compose.hold();
    cli.cancellation.cancel();

    assertThat(cli.run("mode", "prod"))
        .isEqualTo(
            new Result(
                130,
                "",
                """
                Switching to prod
                  container llm: Creating
                Cancelled.
                """));
  }

  @Test
  void refusesADurationThatIsNone() {
    assertThat(cli.run("mode", "prod", "--timeout", "soon"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                error: Invalid value for option '--timeout': 'soon' is no duration such as 90s or 5m
                  what to do
                    All options are shown by:
                      ./gantry mode --help
                """));
  }
}
