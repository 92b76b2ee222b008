package dev.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.cli.CliHarness.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResidentCommandsTest {
  private final CliHarness cli = new CliHarness();
  private final AtomicInteger stops = new AtomicInteger();

  private final ResidentProcess resident =
      new ResidentProcess() {
        @Override
        public Status status() {
          return new Status(
              4711, CliHarness.NOW.minusSeconds(65), 12, 134_000_000, Duration.ofMinutes(10));
        }

        @Override
        public void stop() {
          stops.incrementAndGet();
        }
      };

  @Test
  void saysThatThereIsNone() {
    assertThat(cli.run("resident", "status"))
        .isEqualTo(new Result(0, "No process stays to run commands.\n", ""));
    assertThat(cli.run("resident", "stop"))
        .isEqualTo(new Result(0, "No process stays to run commands.\n", ""));
  }

  @Test
  void showsTheOneThatRunsTheCommand() {
    cli.resident = Optional.of(resident);

    assertThat(cli.run("resident", "status"))
        .isEqualTo(
            new Result(
                0,
                "Process 4711 has run 12 commands in 1 min 5 s and has 134 MB; ends 10 min after"
                    + " the last one.\n",
                ""));
  }

  @Test
  void showsItAsJson() {
    cli.resident = Optional.of(resident);

    assertThat(cli.run("resident", "status", "--json").out())
        .isEqualToIgnoringWhitespace(
            """
            {"running": true, "pid": 4711, "since": "2025-12-31T23:58:55Z", "commands": 12,
             "memoryBytes": 134000000, "idleMillis": 600000}
            """);
  }

  @Test
  void endsIt() {
    cli.resident = Optional.of(resident);

    assertThat(cli.run("resident", "stop"))
        .isEqualTo(new Result(0, "The process that ran commands ends.\n", ""));
    assertThat(stops).hasValue(1);
  }

  @Test
  void wantsToKnowWhat() {
    assertThat(cli.run("resident").code()).isEqualTo(ExitCode.USAGE);
  }
}
