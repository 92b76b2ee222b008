package dev.gantry.domain.build;

import static dev.gantry.domain.build.Reports.NEVER;
import static dev.gantry.domain.build.Reports.announced;
import static dev.gantry.domain.build.Reports.at;
import static dev.gantry.domain.build.Reports.cached;
import static dev.gantry.domain.build.Reports.done;
import static dev.gantry.domain.build.Reports.failed;
import static dev.gantry.domain.build.Reports.id;
import static dev.gantry.domain.build.Reports.report;
import static dev.gantry.domain.build.Reports.started;
import static dev.gantry.domain.build.Reports.step;
import static dev.gantry.domain.build.Reports.wrote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildEvent.Transfer;
import dev.gantry.domain.image.LineRange;
import dev.gantry.domain.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class BuildProgressTest {

  private static final String RUN = "[build 2/2] RUN make";

  static final List<Arguments> STATES =
      List.of(
          row("announced", new StepState.Waiting(), NEVER, announced(RUN)),
          row("started", new StepState.Running(at(3)), 3, announced(RUN), started(RUN, 3)),
          row("done", ran(3, 8, 5), 3, started(RUN, 3), done(RUN, 3, 8)),
          row("completion told first", ran(3, 8, 5), 3, done(RUN, 3, 8), announced(RUN)),
          row("same report twice", ran(3, 8, 5), 3, done(RUN, 3, 8), done(RUN, 3, 8)),
          row("cached", new StepState.Cached(), 4, announced(RUN), cached(RUN, 4)),
          row("cached told late", new StepState.Cached(), 4, done(RUN, 4, 4), cached(RUN, 4)),
          row("cached without times", new StepState.Cached(), NEVER, cachedAnnouncement()),
          row("cached, announced again", new StepState.Cached(), 4, cached(RUN, 4), announced(RUN)),
          row("cached, then run", ran(4, 9, 3), 4, cached(RUN, 4), done(RUN, 6, 9)),
          row("started again", new StepState.Running(at(9)), 3, done(RUN, 3, 8), started(RUN, 9)),
          row("two intervals", ran(3, 12, 8), 3, done(RUN, 3, 8), done(RUN, 9, 12)),
          row("intervals told backwards", ran(3, 12, 8), 3, done(RUN, 9, 12), done(RUN, 3, 8)),
          row("overlapping intervals", ran(3, 12, 9), 3, done(RUN, 3, 8), done(RUN, 6, 12)),
          row("interval within another", ran(3, 12, 9), 3, done(RUN, 3, 12), done(RUN, 6, 8)),
          row("end of the first never told", ran(3, 12, 3), 3, started(RUN, 3), done(RUN, 9, 12)),
          row("failed", broken(3, 5, "exit code: 7"), 3, failed(RUN, 3, 5, "exit code: 7")),
          row("failed, then ran well", ran(3, 9, 5), 3, failed(RUN, 3, 5, "x"), done(RUN, 6, 9)),
          row(
              "failed before",
              broken(6, 6, "x"),
              6,
              report(RUN, false, 6, NEVER, "x"),
              announced(RUN)),
          row(
              "cancelled",
              new StepState.Cancelled(),
              3,
              failed(RUN, 3, 5, "process did not complete: exit code: 137: context canceled")),
          row("completed only", ran(8, 8, 0), 8, report(RUN, false, NEVER, 8, "")));

  @ParameterizedTest(name = "{0}")
  @FieldSource("STATES")
  void foldsReportsOfAStep(String name, StepState state, int firstStarted, List<BuildEvent> told) {
    BuildProgress atOnce = BuildProgress.of(told);
    BuildProgress oneByOne = BuildProgress.nothingYet();
    for (BuildEvent event : told) {
      oneByOne = oneByOne.apply(List.of(event));
    }

    assertThat(atOnce.steps()).isEqualTo(List.of(step(1, RUN, state, firstStarted)));
    assertThat(oneByOne.steps()).isEqualTo(atOnce.steps());
  }

  @Test
  void doesNotTakeTheFetchingOfACachedResultForWorkOfTheStep() {
    List<BuildEvent> told =
        List.of(announced("a"), report(RUN, true, 4, 4, "", "a"), started(RUN, 6), done(RUN, 6, 9));

    assertThat(BuildProgress.of(told).steps().getLast().state()).isEqualTo(new StepState.Cached());
    assertThat(BuildProgress.of(told).intervals(id(RUN)))
        .isEqualTo(
            List.of(
                new Interval(at(4), Optional.of(at(4))), new Interval(at(6), Optional.of(at(9)))));
  }

  @Test
  void knowsWhetherTheEngineAnswers() {
    BuildProgress silent = BuildProgress.of(List.of(new BuildEvent.EngineAnswers(false)));

    assertThat(BuildProgress.nothingYet().engineAnswers()).isTrue();
    assertThat(silent.engineAnswers()).isFalse();
    assertThat(silent.apply(List.of(new BuildEvent.EngineAnswers(true))).engineAnswers()).isTrue();
  }

  @Test
  void numbersStepsByFirstMention() {
    BuildProgress progress =
        BuildProgress.of(List.of(announced("b"), announced("a"), started("b", 1)));

    assertThat(progress.steps())
        .isEqualTo(
            List.of(
                step(1, "b", new StepState.Running(at(1)), 1),
                step(2, "a", new StepState.Waiting(), NEVER)));
  }

  @Test
  void leavesOtherStepsTheSameObjects() {
    BuildProgress before = BuildProgress.of(List.of(announced("a"), announced("b")));

    BuildProgress after = before.apply(List.of(started("b", 1)));

    assertThat(after.steps().getFirst()).isSameAs(before.steps().getFirst());
  }

  @Test
  void keepsTheLatestStateOfEachTransfer() {
    Transfer half = transfer("layer 1", 50);
    Transfer other = transfer("layer 2", 10);
    Transfer whole = transfer("layer 1", 100);

    BuildProgress progress =
        BuildProgress.of(List.of(announced("a"), half, other))
            .apply(List.of(whole, transferOf("unknown")));

    assertThat(progress.steps().getFirst().transfers()).isEqualTo(List.of(whole, other));
  }

  @Test
  void joinsOutputToLinesByStreamAndStep() {
    BuildProgress progress =
        BuildProgress.of(
                List.of(
                    announced("a"),
                    announced("b"),
                    output("a", 1, false, "one, "),
                    output("b", 2, false, "other\n"),
                    output("a", 3, true, "oops\n")))
            .apply(List.of(output("a", 4, false, "two\nthree")));

    assertThat(progress.log(id("a")).lines().lines())
        .isEqualTo(
            List.of(new LogLine(at(3), true, "oops"), new LogLine(at(1), false, "one, two")));
    assertThat(progress.log(id("a")).tail(1))
        .isEqualTo(List.of(new LogLine(at(4), false, "three")));
    assertThat(progress.log(id("b")).lines().lines())
        .isEqualTo(List.of(new LogLine(at(2), false, "other")));
    assertThat(progress.log(id("c"))).isEqualTo(StepLog.EMPTY);
  }

  @Test
  void countsTheLastLineOfAFinishedStepAsWhole() {
    BuildProgress progress =
        BuildProgress.of(List.of(started("a", 1), wrote("a", "no line end"), done("a", 1, 2)));

    assertThat(progress.log(id("a")).lines().lines())
        .isEqualTo(List.of(new LogLine(at(0), false, "no line end")));
  }

  @Test
  void keepsEachWarningOnce() {
    BuildEvent.Warning warning =
        new BuildEvent.Warning(
            Optional.empty(),
            "casing",
            "details",
            "url",
            Optional.of("Dockerfile"),
            Optional.of(new LineRange(1, 2)));

    BuildProgress progress = BuildProgress.of(List.of(warning)).apply(List.of(warning));

    assertThat(progress.warnings()).isEqualTo(List.of(warning));
  }

  @Test
  void countsStepsThatAreNotInternal() {
    BuildProgress progress =
        BuildProgress.of(
            List.of(
                done("[internal] load build context", 0, 1),
                cached("a", 1),
                done("b", 1, 2),
                started("c", 2),
                failed("d", 1, 2, "exit code: 1"),
                failed("e", 1, 2, "context canceled"),
                announced("f"),
                announced("g")));

    assertThat(progress.tally()).isEqualTo(new Tally(2, 1, 1, 1, 1, 1));
    assertThat(progress.tally().total()).isEqualTo(7);
    assertThat(progress.tally().finished()).isEqualTo(2);
  }

  @Test
  void namesTheStepThatFailedNotTheOnesStoppedForIt() {
    BuildProgress progress =
        BuildProgress.of(
            List.of(failed("a", 1, 2, "context canceled"), failed("b", 1, 2, "exit code: 1")));

    assertThat(progress.failure().map(Step::name)).hasValue("b");
  }

  @Test
  void stopsTimeAndRunningStepsAtTheEnd() {
    BuildProgress running = BuildProgress.of(List.of(done("a", 2, 4), started("b", 4)));

    BuildProgress ended = running.ended(at(10));

    assertThat(running.elapsed(at(7))).isEqualTo(Duration.ofSeconds(5));
    assertThat(ended.elapsed(at(99))).isEqualTo(Duration.ofSeconds(8));
    assertThat(ended.steps())
        .isEqualTo(
            List.of(step(1, "a", ran(2, 4, 2), 2), step(2, "b", new StepState.Cancelled(), 4)));
  }

  @Test
  void takesNoTimeBeforeTheFirstStep() {
    assertThat(BuildProgress.nothingYet().elapsed(at(5))).isZero();
    assertThat(BuildProgress.of(List.of(started("a", 9))).elapsed(at(5))).isZero();
  }

  @Test
  void keepsTheLastLinesOfALongOutputOfAThousandSteps() {
    List<BuildEvent> steps =
        IntStream.range(0, 1_000).mapToObj(i -> started("step " + i, i)).toList();
    BuildProgress progress = BuildProgress.of(steps);
    int pulses = 60;
    int linesAPulse = 167;

    for (int pulse = 0; pulse < 10 * pulses; pulse++) {
      List<BuildEvent> batch = new ArrayList<>();
      for (int line = 0; line < linesAPulse; line++) {
        batch.add(wrote("step " + (line % 20), "a line of output of the usual length\n"));
      }
      progress = progress.apply(batch);
    }

    assertThat(progress.log(id("step 0")).lines().written()).isEqualTo(600L * 9);
    assertThat(progress.log(id("step 0")).lines().lines()).hasSize(StepLog.CAPACITY);
  }

  private static Arguments row(String name, StepState state, int firstStarted, BuildEvent... told) {
    return Arguments.of(name, state, firstStarted, Stream.of(told).toList());
  }

  private static StepState ran(int start, int end, int seconds) {
    return new StepState.Done(at(start), at(end), Duration.ofSeconds(seconds));
  }

  private static StepState broken(int start, int end, String error) {
    return new StepState.Failed(at(start), at(end), error);
  }

  private static BuildEvent cachedAnnouncement() {
    return report(RUN, true, NEVER, NEVER, "");
  }

  private static Transfer transfer(String name, long current) {
    return new Transfer(id("a"), name, current, 100, Optional.<Instant>empty(), Optional.empty());
  }

  private static Transfer transferOf(String step) {
    return new Transfer(id(step), "t", 1, 1, Optional.empty(), Optional.empty());
  }

  private static BuildEvent output(String step, int second, boolean errorStream, String text) {
    return new BuildEvent.Output(id(step), at(second), errorStream, text);
  }
}
