package dev.gantry.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.Programs;
import dev.gantry.adapter.process.OutputLine.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class JdkProcessRunnerTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final ProcessRunner runner = Programs.runner();

  @Test
  void keepsOutputAndErrorsApart() throws Exception {
    CommandResult result = runner.run(shell("echo one; echo two >&2; echo three; exit 3"), SOON);

    assertThat(result)
        .isEqualTo(
            new CommandResult(new Exit.Completed(3), List.of("one", "three"), List.of("two")));
  }

  @Test
  void passesArgumentsWithoutAShell() throws Exception {
    CommandResult result = runner.run(Command.of("printf", "%s\n", "$HOME *", "a\"b'c"), SOON);

    assertThat(result.output()).containsExactly("$HOME *", "a\"b'c");
  }

  @Test
  void takesProgressBarsApartIntoLines() throws Exception {
    CommandResult result = runner.run(shell("printf '10%%\\r20%%\\r\\nend'"), SOON);

    assertThat(result.output()).containsExactly("10%", "20%", "end");
  }

  @Test
  void keepsEmptyLines() throws Exception {
    CommandResult result = runner.run(shell("printf 'a\\n\\nb\\n'"), SOON);

    assertThat(result.output()).containsExactly("a", "", "b");
  }

  @Test
  void setsAndRemovesEnvironmentVariables() throws Exception {
    Command command =
        shell("echo \"${GANTRY_TEST-unset} ${HOME-unset}\"")
            .withEnvironment("GANTRY_TEST", "here")
            .withoutEnvironment("HOME");

    assertThat(runner.run(command, SOON).output()).containsExactly("here unset");
  }

  @Test
  void runsInTheDirectory(@TempDir Path directory) throws Exception {
    CommandResult result = runner.run(shell("pwd -P").in(directory), SOON);

    assertThat(result.output()).containsExactly(directory.toRealPath().toString());
  }

  @Test
  void feedsTheStandardInput() throws Exception {
    String text = "line\n".repeat(100_000);

    CommandResult result = runner.run(Command.of("wc", "-l").withInput(text), SOON);

    assertThat(result.outputText().strip()).isEqualTo("100000");
  }

  @Test
  void endsAProgramThatNeverReadsItsInput() throws Exception {
    CommandResult result = runner.run(Command.of("true").withInput("line\n".repeat(100_000)), SOON);

    assertThat(result.isSuccess()).isTrue();
  }

  @Test
  void endsAProgramAtItsDeadline() throws Exception {
    Duration deadline = Duration.ofMillis(200);

    CommandResult result = runner.run(shell("echo begun; exec sleep 60"), deadline);

    assertThat(result)
        .isEqualTo(new CommandResult(new Exit.TimedOut(deadline), List.of("begun"), List.of()));
  }

  @Test
  void endsAProgramWithItsChildrenOnCancel() throws Exception {
    CompletableFuture<Long> child = new CompletableFuture<>();
    RunningProcess process =
        runner.start(
            shell("sleep 60 & echo $!; wait"), line -> child.complete(Long.valueOf(line.text())));
    ProcessHandle sleeper =
        ProcessHandle.of(child.get(SOON.toSeconds(), TimeUnit.SECONDS)).orElseThrow();

    process.cancel();

    assertThat(process.await(SOON)).isEqualTo(new Exit.Cancelled());
    sleeper.onExit().get(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(sleeper.isAlive()).isFalse();
  }

  @Test
  void endsTheProgramWhenTheWaitIsInterrupted() throws Exception {
    RunningProcess process = runner.start(Command.of("sleep", "60"), _ -> {});
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    process.await(SOON);
                    outcome.complete(new AssertionError("ended without an interrupt"));
                  } catch (InterruptedException e) {
                    outcome.complete(e);
                  }
                });

    waiting.interrupt();

    assertThat(outcome.get(SOON.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
    assertThat(process.await(SOON)).isEqualTo(new Exit.Cancelled());
  }

  @Test
  void showsLinesWhileTheProgramRuns() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    List<OutputLine> lines = Collections.synchronizedList(new ArrayList<>());
    RunningProcess process =
        runner.start(
            shell("echo first; exec sleep 60"),
            line -> {
              lines.add(line);
              seen.countDown();
            });

    assertThat(seen.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

    process.cancel();
    process.await(SOON);
    assertThat(lines).containsExactly(new OutputLine(Source.STANDARD_OUTPUT, "first"));
  }

  @Test
  void doesNotWaitForADaemonThatHoldsTheOutput() throws Exception {
    CommandResult result = runner.run(shell("sleep 6 & echo begun"), SOON);

    assertThat(result.exit()).isEqualTo(new Exit.Completed(0));
    assertThat(result.output()).containsExactly("begun");
  }

  @Test
  void saysWhenThereIsNoSuchProgram() {
    assertThatThrownBy(() -> runner.run(Command.of("gantry-no-such-program"), SOON))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gantry-no-such-program");
  }

  private static Command shell(String script) {
    return Command.of("/bin/sh", "-c", script);
  }
}
