package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.CodeOutcome;
import dev.gantry.domain.inference.CodeOutcome.CodeError;
import dev.gantry.domain.inference.Watched;
import dev.gantry.domain.inference.Watched.News;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CyclesCommandTest {
  private static final String FILE =
      "llm-service/server/src/main/java/dev/gantry/llm/rpc/Words.java";
  private static final String WATCHING = "Watching what is saved for 127.0.0.1:9000\n";

  private final CliHarness cli = new CliHarness();

  private static Watched<CodeCycle> cycle(long number, CodeOutcome outcome) {
    return news(
        number,
        new CodeCycle.Times(
            Duration.ofMillis(12), Optional.empty(), Optional.empty(), Optional.empty()),
        outcome,
        Optional.empty());
  }

  private static Watched<CodeCycle> swapped(long number, Optional<Duration> served) {
    return news(
        number,
        new CodeCycle.Times(
            Duration.ofMillis(12),
            Optional.of(Duration.ofMillis(180)),
            Optional.of(Duration.ofMillis(290)),
            served),
        new CodeOutcome.Swapped(),
        Optional.empty());
  }

  private static Watched<CodeCycle> doesNotCompile(long number) {
    return cycle(
        number,
        new CodeOutcome.CompileFailed(
            List.of(new CodeError(FILE, 7, "cannot find symbol\n  symbol: variable versio"))));
  }

  @Test
  void tellsWhenSavedCodeWasSwappedAndServed() {
    cli.inference.tellOfSaves(
        List.of(
            cycle(3, new CodeOutcome.Pending()),
            swapped(3, Optional.empty()),
            swapped(3, Optional.of(Duration.ofMillis(312))),
            doesNotCompile(4)));

    assertThat(cli.run("cycles", "--port", "9000", "--count", "2"))
        .isEqualTo(
            new Result(
                0,
                """
                #3  Words.java  seen 12 ms → compiled 180 ms → swapped 290 ms
                #3  Words.java  → served 312 ms
                #4  Words.java  does not compile; what ran before goes on
                    llm-service/server/src/main/java/dev/gantry/llm/rpc/Words.java:7
                      cannot find symbol
                        symbol: variable versio
                """,
                WATCHING));
  }

  @Test
  void tellsAllOfACycleThatWasOverBefore() {
    cli.inference.tellOfSaves(List.of(swapped(3, Optional.of(Duration.ofMillis(312)))));

    assertThat(cli.run("cycles", "--port", "9000", "--count", "1").out())
        .isEqualTo(
            """
            #3  Words.java  seen 12 ms → compiled 180 ms → swapped 290 ms
            #3  Words.java  → served 312 ms
            """);
  }

  @Test
  void tellsReasons() {
    cli.inference.tellOfSaves(
        List.of(
            cycle(1, new CodeOutcome.Unchanged()),
            cycle(2, new CodeOutcome.LoadFailed("no such method")),
            cycle(3, new CodeOutcome.RebuildNeeded("pom.xml is built into the image")),
            cycle(4, new CodeOutcome.Restarting("LlmServer stays"))));

    assertThat(cli.run("cycles", "--port", "9000", "--count", "4").out())
        .isEqualTo(
            """
            #1  Words.java  compiles to what runs already
            #2  Words.java  does not start; what ran before goes on: no such method
            #3  Words.java  rebuild needed: pom.xml is built into the image
            #4  Words.java  restarting: LlmServer stays
            """);
  }

  @Test
  void tellsOnceThatTheImageIsOldAndWhenARestartIsOver() {
    Optional<String> old = Optional.of("pom.xml is built into the image");
    CodeCycle.Times restarted =
        new CodeCycle.Times(
            Duration.ofMillis(12),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofMillis(2100)));
    cli.inference.tellOfSaves(
        List.of(
            news(1, restarted, new CodeOutcome.Restarting("LlmServer stays"), old),
            news(2, restarted, new CodeOutcome.Unchanged(), old)));

    assertThat(cli.run("cycles", "--port", "9000", "--count", "2").out())
        .isEqualTo(
            """
            #1  Words.java  → served 2.1 s
                rebuild needed: pom.xml is built into the image
            #2  Words.java  compiles to what runs already
            """);
    assertThat(cli.run("cycles", "--port", "9000", "--count", "1", "--json").out())
        .isEqualTo(
            """
            {"event":"cycle","number":1,"files":["%s"],"seenMillis":12,"servedMillis":2100,\
            "rebuildNeeded":"pom.xml is built into the image",\
            "outcome":"restarting","reason":"LlmServer stays"}
            """
                .formatted(FILE));
  }

  private static Watched<CodeCycle> news(
      long number, CodeCycle.Times times, CodeOutcome outcome, Optional<String> rebuildNeeded) {
    return new News<>(new CodeCycle(number, List.of(FILE), times, outcome, rebuildNeeded));
  }

  @Test
  void waitsForAServiceThatWasThere() {
    cli.inference.tellOfSaves(
        List.of(
            cycle(1, new CodeOutcome.Unchanged()),
            new Watched.Lost<>(
                new Problem.ServiceUnreachable("127.0.0.1:9000", "Connection refused")),
            cycle(2, new CodeOutcome.Unchanged())));

    assertThat(cli.run("cycles", "--port", "9000", "--count", "2"))
        .isEqualTo(
            new Result(
                0,
                """
                #1  Words.java  compiles to what runs already
                #2  Words.java  compiles to what runs already
                """,
                WATCHING + "The service does not answer: Connection refused\n"));
  }

  @Test
  void printsEachStageAsJson() {
    cli.inference.tellOfSaves(
        List.of(
            cycle(3, new CodeOutcome.Pending()),
            swapped(3, Optional.of(Duration.ofMillis(312))),
            doesNotCompile(4),
            new Watched.Lost<>(
                new Problem.ServiceUnreachable("127.0.0.1:9000", "Connection refused")),
            cycle(5, new CodeOutcome.RebuildNeeded("pom.xml"))));
    String files = "\"files\":[\"%s\"],\"seenMillis\":12".formatted(FILE);

    assertThat(cli.run("cycles", "--port", "9000", "--count", "3", "--json").out().lines())
        .containsExactly(
            "{\"event\":\"cycle\",\"number\":3,%s}".formatted(files),
            "{\"event\":\"cycle\",\"number\":3,%s,\"compiledMillis\":180,\"swappedMillis\":290,\"servedMillis\":312,\"outcome\":\"swapped\"}"
                .formatted(files),
            "{\"event\":\"cycle\",\"number\":4,%s,\"outcome\":\"compile-failed\",\"errors\":[{\"file\":\"%s\",\"line\":7,\"message\":\"cannot find symbol\\n  symbol: variable versio\"}]}"
                .formatted(files, FILE),
            "{\"event\":\"lost\",\"problem\":{\"kind\":\"ServiceUnreachable\",\"title\":\"The service does not answer\",\"place\":\"127.0.0.1:9000\",\"cause\":\"Connection refused\",\"remedy\":\"See whether it runs, and start it if not:\\n  ./gantry mode\\nA service that speaks nothing but TLS is asked with --tls-ca.\"}}",
            "{\"event\":\"cycle\",\"number\":5,%s,\"outcome\":\"rebuild-needed\",\"reason\":\"pom.xml\"}"
                .formatted(files));
  }

  @Test
  void saysThatTheServiceDoesNotRunForDevelopment() {
    cli.inference.tellOfSaves(List.of(new Watched.NotOffered<>()));

    assertThat(cli.run("cycles", "--port", "9000"))
        .isEqualTo(
            new Result(
                1,
                "",
                WATCHING
                    + """
                    error: The service does not run for development
                      where
                        127.0.0.1:9000
                      what to do
                        A service that runs from the sources tells what becomes of what is saved:
                          ./gantry mode dev
                    """));
  }
}
