package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.inference.FakeInferenceService.FakeGeneration;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskCommandTest {
  private final CliHarness cli = new CliHarness();

  @Test
  void streamsTheAnswerAndSaysHowFastItCame() {
    cli.run("mode", "prod");
    cli.inference.answerWith("Good", " day", ".");

    assertThat(cli.run("ask", "Hello"))
        .isEqualTo(
            new Result(
                0,
                """
                Good day.
                """,
                """
                first token after 200 ms, 10.0 tokens/s, 3 tokens, ended by the model
                """));
  }

  @Test
  void streamsAsJson() {
    cli.inference.answerWith("Good", " day");

    assertThat(cli.run("ask", "--port", "9000", "--json", "Hello"))
        .isEqualTo(
            new Result(
                0,
                """
                {"event":"queued","ahead":0}
                {"event":"started","promptTokens":7}
                {"event":"token","text":"Good"}
                {"event":"token","text":" day"}
                {"event":"finished","reason":"end-of-text","tokens":2,"timeToFirstTokenMillis":200,"tokensPerSecond":10.0}
                """,
                ""));
  }

  @Test
  void asksTheServiceOfTheRunningModeWithTheOptionsGiven() {
    cli.run("mode", "prod");
    cli.inference.answerWith("x");

    cli.run(
        "ask",
        "Hello",
        "--max-tokens",
        "9",
        "--temperature",
        "0",
        "--seed",
        "4294967295",
        "--stop",
        "END",
        "--stop",
        "\n\n",
        "--timeout",
        "1m30s");

    FakeGeneration asked = cli.inference.lastGeneration();
    assertThat(asked.endpoint()).isEqualTo(new ServiceEndpoint("127.0.0.1", 15052, ""));
    assertThat(asked.prompt())
        .isEqualTo(
            new Prompt(
                "Hello",
                9,
                0,
                Optional.of(4_294_967_295L),
                List.of("END", "\n\n"),
                Duration.ofSeconds(90)));
  }

  @Test
  void asksTheAddressGiven() {
    cli.inference.answerWith("x");

    cli.run("ask", "Hello", "--host", "llm.example");

    assertThat(cli.inference.lastGeneration().endpoint())
        .isEqualTo(new ServiceEndpoint("llm.example", 50052, ""));
  }

  @Test
  void saysThatNothingRuns() {
    assertThat(cli.run("ask", "Hello"))
        .isEqualTo(
            new Result(
                1,
                "",
                """
                error: Nothing of this project is running
                  where
                    /home/ada/llm
                  what to do
                    Start one of its modes (dev, prod):
                      ./gantry mode dev
                """));
  }

  @Test
  void explainsARefusal() {
    cli.inference.failWith(
        new Problem.RequestRejected("the prompt has 3000 tokens, the context 2048"));

    assertThat(cli.run("ask", "--port", "9000", "Hello"))
        .isEqualTo(
            new Result(
                1,
                "",
                """
                error: The service refused the request
                  cause
                    the prompt has 3000 tokens, the context 2048
                  what to do
                    Change what the service names and ask again.
                """));
  }

  @Test
  void cancelStopsTheAnswerAtTheService() {
    cli.inference.answerAndThen(cli.cancellation::cancel, "Good", " day");

    assertThat(cli.run("ask", "--port", "9000", "Hello"))
        .isEqualTo(
            new Result(
                130,
                """
                Good day
                """,
                """
                first token after 200 ms, 10.0 tokens/s, 2 tokens, cancelled
                """));
    assertThat(cli.inference.lastGeneration().isCancelled()).isTrue();
  }

  @Test
  void refusesASeedThatDoesNotFit() {
    assertThat(cli.run("ask", "--seed", "-1", "Hello"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                error: --seed has to be 0 to 4294967295
                  what to do
                    All options are shown by:
                      ./gantry ask --help
                """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:50777", "http://localhost", "ada@localhost", "a b", ""})
  void refusesAHostThatIsNone(String host) {
    Result result = cli.run("ask", "--host", host, "Hello");

    assertThat(result)
        .isEqualTo(
            new Result(
                2,
                "",
                """
                error: --host has to be the name or address of a machine, and --port its port
                  what to do
                    All options are shown by:
                      ./gantry ask --help
                """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "::1", "[::1]", "build-7.example.org"})
  void takesNamesAndAddresses(String host) {
    cli.inference.answerWith("Good day");

    assertThat(cli.run("ask", "--host", host, "Hello").code()).isZero();
  }
}
