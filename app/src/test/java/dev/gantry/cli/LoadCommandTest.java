package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.inference.Loads;
import dev.gantry.domain.inference.Watched;
import dev.gantry.domain.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LoadCommandTest {
  private static final Instant TIME = Instant.parse("2026-01-01T10:15:30Z");

  private final CliHarness cli = new CliHarness();

  @Test
  void showsALineForEachMeasurement() {
    cli.inference.measured(Loads.at(TIME));

    assertThat(cli.run("load", "--port", "9000", "--count", "1"))
        .isEqualTo(
            new Result(
                0,
                """
                    TIME   BUSY  QUEUED  PROMPT/S  TOKENS/S     TTFT  BETWEEN     KV     HEAP      RSS      GC
                10:15:30    1/4       2       120      93.5   200 ms  5.00 ms   25 %    38 MB   311 MB       -
                """,
                ""));
  }

  @Test
  void showsTheMemoryOfAServiceThatLoadsItsModel() {
    cli.inference.measured(Loads.withoutModel(TIME));

    assertThat(cli.run("load", "--port", "9000", "--count", "1").out())
        .isEqualTo(
            """
                TIME   BUSY  QUEUED  PROMPT/S  TOKENS/S     TTFT  BETWEEN     KV     HEAP      RSS      GC
            10:15:30      -       -         -         -        -        -      -    38 MB   311 MB       -
            """);
  }

  @Test
  void printsAllThatIsMeasuredAsJson() {
    cli.inference.measured(Loads.at(TIME));

    assertThat(cli.run("load", "--port", "9000", "--count", "1", "--json"))
        .isEqualTo(
            new Result(
                0,
                """
                {"event":"load","time":"2026-01-01T10:15:30Z","active":1,"queued":2,"slots":4,\
                "promptTokensPerSecond":120.0,"generatedTokensPerSecond":93.5,\
                "timeToFirstTokenMillis":{"p50":200.0,"p90":300.0,"p99":400.0},\
                "timeBetweenTokensMillis":{"p50":5.0,"p90":6.0,"p99":7.0},\
                "contextTokensUsed":512,"contextTokens":2048,\
                "heapBytes":38000000,"mostHeapBytes":192000000,"residentBytes":311000000,\
                "garbageCollections":9,"garbageCollectionMillis":40,\
                "garbageCollectionPauseMillis":{"p50":3.0,"p90":4.0,"p99":12.0}}
                """,
                ""));
  }

  @Test
  @Timeout(10)
  void endsByCtrlCWhileNothingIsTold() {
    cli.cancellation.cancel();

    assertThat(cli.run("load", "--port", "9000")).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void fitsTheLinesIntoTheTerminal() {
    cli.outTerminal = true;
    cli.columns = 30;
    cli.inference.measured(Loads.at(TIME));

    assertThat(cli.run("load", "--port", "9000", "--count", "1").out())
        .isEqualTo(
            """
                TIME   BUSY  QUEUED  PROM…
            10:15:30    1/4       2      …
            """);
  }

  @Test
  void saysThatTheServiceDoesNotMeasureItsLoad() {
    cli.inference.tellOfLoad(List.of(new Watched.NotOffered<>()));

    assertThat(cli.run("load", "--port", "9000"))
        .isEqualTo(
            new Result(
                1,
                "",
                """
                error: The service does not tell how busy it is
                  where
                    127.0.0.1:9000
                  what to do
                    It has no gantry.llm.v1.ServerService/WatchLoad, which the service that comes with Gantry has.
                """));
  }

  @Test
  void endsWhereTheServiceIsNotThereFromTheStart() {
    cli.inference.tellOfLoad(
        List.of(
            new Watched.Lost<>(
                new Problem.ServiceUnreachable("127.0.0.1:9000", "Connection refused"))));

    Result result = cli.run("load", "--port", "9000");

    assertThat(result.code()).isOne();
    assertThat(result.err()).startsWith("error: The service does not answer\n");
  }

  @Test
  void wantsAtLeastOneLine() {
    assertThat(cli.run("load", "--count", "0"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                error: --count has to be 1 or more
                  what to do
                    All options are shown by:
                      ./gantry load --help
                """));
  }
}
