package dev.gantry.domain.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every build runner does.
@Timeout(60)
public abstract class BuildRunnerContract {

  /// How soon a cancelled build has to be over.
  private static final Duration CANCELLED_WITHIN = Duration.ofSeconds(3);

  protected abstract BuildRunner runner();

  /// A build that ends well and has two tags.
  protected abstract BuildRequest succeeding();

  /// A build whose Dockerfile, called `Dockerfile`, has on line 3 a `RUN` that writes `oops` to the
  /// standard error and exits with 7.
  protected abstract BuildRequest failing();

  /// A build whose last step works for a minute, after it has written `begun`.
  protected abstract BuildRequest lasting();

  /// A build whose Dockerfile does not exist.
  protected abstract BuildRequest withoutDockerfile();

  /// Whether the line of a failed step is known, which old engines do not tell.
  protected boolean namesLines() {
    return true;
  }

  @Test
  void tellsStepsUntilTheImageIsThere() throws Exception {
    BuildRequest request = succeeding();
    List<BuildEvent> events = new CopyOnWriteArrayList<>();

    BuildOutcome outcome = runner().start(request, events::add).await();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            BuildOutcome.Succeeded.class,
            succeeded -> {
              assertThat(succeeded.tags()).isEqualTo(request.target().definition().tags());
              assertThat(succeeded.took()).isPositive();
            });
    Tally tally = BuildProgress.of(events).tally();
    assertThat(tally.finished()).isPositive().isEqualTo(tally.total());
  }

  @Test
  void tellsTheSameOutcomeEachTime() throws Exception {
    RunningBuild build = runner().start(succeeding(), _ -> {});

    assertThat(build.await()).isEqualTo(build.await());
  }

  @Test
  void tellsNothingAfterTheEnd() throws Exception {
    List<BuildEvent> events = new CopyOnWriteArrayList<>();
    RunningBuild build = runner().start(succeeding(), events::add);
    build.await();
    int told = events.size();

    runner().start(succeeding(), _ -> {}).await();

    assertThat(events).hasSize(told);
  }

  @Test
  void namesTheStepAndTheLineThatFailed() throws Exception {
    List<BuildEvent> events = new CopyOnWriteArrayList<>();

    BuildOutcome outcome = runner().start(failing(), events::add).await();

    assertThat(outcome)
        .extracting(BuildRunnerContract::problem)
        .isInstanceOfSatisfying(
            Problem.StepFailed.class,
            failure -> {
              assertThat(failure.step()).contains("RUN");
              assertThat(failure.exitCode()).hasValue(7);
              assertThat(failure.file()).isEqualTo("Dockerfile");
              if (namesLines()) {
                assertThat(failure.line()).hasValue(3);
                assertThat(failure.excerpt()).contains("exit 7");
              }
              assertThat(failure.logTail()).contains("oops");
              assertThat(failure.cause()).contains("code: 7");
            });
    assertThat(BuildProgress.of(events).failure().map(Step::name))
        .hasValueSatisfying(name -> assertThat(name).contains("RUN"));
  }

  @Test
  void saysThatTheDockerfileIsMissing() throws Exception {
    BuildRequest request = withoutDockerfile();

    BuildOutcome outcome = runner().start(request, _ -> {}).await();

    assertThat(problem(outcome)).isEqualTo(new Problem.FileMissing(dockerfile(request)));
  }

  @Test
  void endsSoonWhenCancelled() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    RunningBuild build = runner().start(lasting(), event -> countOnOutput(event, begun));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    long start = System.nanoTime();

    build.cancel();
    build.cancel();
    BuildOutcome outcome = build.await();

    assertThat(outcome).isInstanceOf(BuildOutcome.Cancelled.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(CANCELLED_WITHIN);
  }

  @Test
  void endsSoonWhenCancelledAtOnce() throws Exception {
    RunningBuild build = runner().start(lasting(), _ -> {});
    build.cancel();

    assertThat(build.await()).isInstanceOf(BuildOutcome.Cancelled.class);
  }

  @Test
  void keepsItsOutcomeWhenCancelledAfterTheEnd() throws Exception {
    RunningBuild build = runner().start(succeeding(), _ -> {});
    BuildOutcome outcome = build.await();

    build.cancel();

    assertThat(build.await()).isEqualTo(outcome).isInstanceOf(BuildOutcome.Succeeded.class);
  }

  @Test
  void letsAWaitBeInterruptedAndGoesOn() throws Exception {
    RunningBuild build = runner().start(lasting(), _ -> {});
    FutureTask<Boolean> wait = new FutureTask<>(() -> interrupted(build));
    Thread waiter = Thread.ofVirtual().start(wait);

    waiter.interrupt();

    assertThat(wait.get(10, TimeUnit.SECONDS)).isTrue();
    build.cancel();
    assertThat(build.await()).isInstanceOf(BuildOutcome.Cancelled.class);
  }

  private static Path dockerfile(BuildRequest request) {
    return request.target().definition().dockerfile() instanceof Dockerfile.InFile(Path file)
        ? file
        : Path.of("");
  }

  private static Problem problem(BuildOutcome outcome) {
    return outcome instanceof BuildOutcome.Failed(Problem problem, _)
        ? problem
        : new Problem.Unexpected("no failure, but " + outcome);
  }

  private static void countOnOutput(BuildEvent event, CountDownLatch begun) {
    if (event instanceof BuildEvent.Output output && output.text().contains("begun")) {
      begun.countDown();
    }
  }

  private static boolean interrupted(RunningBuild build) {
    try {
      build.await();
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }
}
