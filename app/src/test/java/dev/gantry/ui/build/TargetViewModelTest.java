package dev.gantry.ui.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.image.FakeImageSource;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.log.LogLine;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.demo.DemoImage;
import dev.gantry.ui.demo.DemoInsights;
import dev.gantry.ui.demo.DemoProject;
import dev.gantry.ui.fx.ManualTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetViewModelTest {
  private static final BuildTarget PROD = DemoProject.MODELS.get(1).targets().getFirst();
  private static final Duration BATCH = Duration.ofMillis(100);

  private final ManualTasks tasks = new ManualTasks();
  private final Instant start = tasks.clock().instant();
  private final FakeBuildRunner builds = new FakeBuildRunner();
  private final FakeImageSource images = new FakeImageSource();
  private final TargetViewModel target =
      new TargetViewModel(
          PROD, new BuildPorts(builds, images, _ -> List.of(), DemoInsights.none()), tasks);

  @Test
  void runsFromTheClickUntilTheEnd() {
    target.build(false);
    BuildPhase clicked = target.phaseProperty().get();
    tasks.runWaiting();
    builds.lastBuild().succeed(DemoImage.ID);
    tasks.runWaiting();

    assertThat(clicked).isEqualTo(new BuildPhase.Running(start, false));
    assertThat(target.phaseProperty().get()).isInstanceOf(BuildPhase.Ended.class);
  }

  @Test
  void asksForWhatTheUserAskedFor() {
    target.build(true);
    tasks.runWaiting();

    assertThat(builds.lastBuild().request()).isEqualTo(BuildRequest.of(PROD, true, false));
  }

  @Test
  void doesNotStartASecondBuildWhileOneRuns() {
    target.build(false);
    tasks.runWaiting();
    target.build(false);
    tasks.advance(BATCH);

    assertThat(builds.builds()).hasSize(1);
    assertThat(tasks.waitingCount()).isOne();
  }

  @Test
  void listsTheStepsInOrderOfFirstMention() {
    startBuild();
    builds.lastBuild().tell(running("FROM"), running("RUN make"));
    tasks.advance(BATCH);

    assertThat(names()).containsExactly("FROM", "RUN make");
  }

  @Test
  void keepsTheRowOfAStepThatGoesOn() {
    startBuild();
    builds.lastBuild().tell(running("RUN make"));
    tasks.advance(BATCH);
    StepRow row = target.steps().getFirst();
    builds.lastBuild().tell(done("RUN make"));
    tasks.advance(BATCH);

    assertThat(target.steps()).containsExactly(row);
    assertThat(row.step().state())
        .isEqualTo(new StepState.Done(start, start.plusSeconds(2), Duration.ofSeconds(2)));
  }

  @Test
  void foldsInternalStepsAwayUntilTheyAreAskedFor() {
    startBuild();
    builds.lastBuild().tell(running("[internal] load build context"), running("RUN make"));
    tasks.advance(BATCH);
    List<String> folded = names();
    target.internalShownProperty().set(true);

    assertThat(folded).containsExactly("RUN make");
    assertThat(names()).containsExactly("[internal] load build context", "RUN make");
  }

  @Test
  void choosesTheNewestRunningStepByItself() {
    startBuild();
    builds.lastBuild().tell(running("FROM"));
    tasks.advance(BATCH);
    builds.lastBuild().tell(running("RUN make"));
    tasks.advance(BATCH);

    assertThat(target.selectedProperty().get()).contains(id("RUN make"));
  }

  @Test
  void keepsTheStepThatTheUserChose() {
    startBuild();
    builds.lastBuild().tell(running("FROM"));
    tasks.advance(BATCH);
    builds.lastBuild().tell(running("RUN make"));
    tasks.advance(BATCH);
    target.select(id("FROM"));
    builds.lastBuild().tell(running("RUN make install"));
    tasks.advance(BATCH);

    assertThat(target.selectedProperty().get()).contains(id("FROM"));
  }

  @Test
  void showsTheLogOfTheChosenStepAsItGrows() {
    startBuild();
    builds.lastBuild().tell(running("RUN make"), output("RUN make", "cc a.c\n"));
    tasks.advance(BATCH);
    builds.lastBuild().tell(output("RUN make", "cc b.c\n"));
    tasks.advance(BATCH);

    assertThat(target.log())
        .containsExactly(new LogLine(start, false, "cc a.c"), new LogLine(start, false, "cc b.c"));
  }

  @Test
  void showsTheLogOfAnotherStepWhenItIsChosen() {
    startBuild();
    builds
        .lastBuild()
        .tell(
            running("RUN make"),
            running("RUN test"),
            output("RUN make", "cc a.c\n"),
            output("RUN test", "ok\n"));
    tasks.advance(BATCH);
    target.select(id("RUN make"));

    assertThat(target.log()).containsExactly(new LogLine(start, false, "cc a.c"));
  }

  @Test
  void losesNothingThatCameJustBeforeTheEnd() {
    startBuild();
    builds.lastBuild().tell(running("RUN make"), output("RUN make", "last words\n"));
    builds.lastBuild().succeed(DemoImage.ID);
    tasks.runWaiting();

    assertThat(target.log()).containsExactly(new LogLine(start, false, "last words"));
  }

  @Test
  void showsTheLayersOfTheNewImageWithWhatTheBuildTellsOfThem() {
    images.put(DemoImage.IMAGE);
    List<LayerOrigin> origins =
        DemoImage.IMAGE.layers().stream().map(_ -> origin("RUN make")).toList();
    startBuild();
    builds.lastBuild().succeed(DemoImage.ID, origins.toArray(LayerOrigin[]::new));
    tasks.runWaiting();
    tasks.runWaiting();

    assertThat(target.image().stateProperty().get())
        .isEqualTo(new ImageState.Present(DemoImage.IMAGE.withOrigins(origins)));
  }

  @Test
  void aFailedBuildChoosesTheStepThatFailed() {
    startBuild();
    builds.lastBuild().tell(running("FROM"), failed("RUN make"), running("RUN test"));
    builds.lastBuild().fail(new Problem.BuildFailed("prod", "exit code 2"));
    tasks.runWaiting();

    assertThat(target.selectedProperty().get()).contains(id("RUN make"));
  }

  @Test
  void stepsThatWereAtWorkWhenTheBuildEndedCountAsStopped() {
    startBuild();
    builds.lastBuild().tell(running("RUN make"));
    tasks.advance(BATCH);
    target.cancel();
    tasks.settle();

    assertThat(target.steps().getFirst().step().state()).isEqualTo(new StepState.Cancelled());
  }

  @Test
  void cancelIsSeenAtOnceAndReachesTheEngine() {
    startBuild();
    target.cancel();
    BuildPhase clicked = target.phaseProperty().get();
    tasks.settle();

    assertThat(clicked).isEqualTo(new BuildPhase.Running(start, true));
    assertThat(target.phaseProperty().get())
        .isEqualTo(new BuildPhase.Ended(new BuildOutcome.Cancelled(Duration.ofSeconds(1))));
  }

  @Test
  void cancelBeforeTheEngineHasTheBuildIsNotLost() {
    target.build(false);
    target.cancel();
    tasks.settle();

    assertThat(builds.lastBuild().isOver()).isTrue();
  }

  @Test
  void aBuildThatCannotBeStartedHasFailed() {
    Problem problem = new Problem.FileMissing(DemoProject.DIRECTORY.resolve("Dockerfile"));
    TargetViewModel broken =
        new TargetViewModel(
            PROD,
            new BuildPorts(
                (_, _) -> {
                  throw new GantryException(problem);
                },
                images,
                _ -> List.of(),
                DemoInsights.none()),
            tasks);
    broken.build(false);
    tasks.settle();

    assertThat(broken.phaseProperty().get())
        .isEqualTo(new BuildPhase.Ended(new BuildOutcome.Failed(problem, Duration.ZERO)));
  }

  @Test
  void theClockRunsOnlyWhileTheBuildDoes() {
    startBuild();
    tasks.advance(Duration.ofSeconds(3));
    Instant during = target.nowProperty().get();
    builds.lastBuild().succeed(DemoImage.ID);
    tasks.runWaiting();

    assertThat(during).isEqualTo(start.plusSeconds(3));
    assertThat(tasks.idle()).isTrue();
  }

  @Test
  void aNewBuildBeginsWithAnEmptyList() {
    startBuild();
    builds.lastBuild().tell(running("RUN make"), output("RUN make", "cc\n"));
    builds.lastBuild().succeed(DemoImage.ID);
    tasks.runWaiting();
    target.build(false);

    assertThat(target.steps()).isEmpty();
    assertThat(target.log()).isEmpty();
    assertThat(target.selectedProperty().get()).isEmpty();
  }

  @Test
  void anImageThatIsThereIsShownBeforeAnyBuild() {
    images.put(DemoImage.IMAGE);
    target.loadImage();
    tasks.settle();

    assertThat(target.image().stateProperty().get())
        .isEqualTo(new ImageState.Present(DemoImage.IMAGE));
  }

  @Test
  void layersAreShownAlsoWhenTheEngineDoesNotKnowTheirOrigins() {
    images.put(DemoImage.IMAGE);
    TargetViewModel forgetful =
        new TargetViewModel(
            PROD,
            new BuildPorts(
                builds,
                images,
                _ -> {
                  throw new GantryException(new Problem.TimedOut("history", Duration.ofSeconds(5)));
                },
                DemoInsights.none()),
            tasks);
    forgetful.loadImage();
    tasks.settle();

    assertThat(forgetful.image().stateProperty().get())
        .isEqualTo(new ImageState.Present(DemoImage.IMAGE));
  }

  @Test
  void saysThatThereIsNoImage() {
    target.loadImage();
    tasks.settle();

    assertThat(target.image().stateProperty().get()).isEqualTo(new ImageState.Absent());
  }

  private void startBuild() {
    target.build(false);
    tasks.runWaiting();
  }

  private List<String> names() {
    return target.steps().stream().map(row -> row.step().name()).toList();
  }

  private static StepId id(String name) {
    return new StepId("sha256:" + name);
  }

  private BuildEvent running(String name) {
    return step(name, Optional.empty(), Optional.empty());
  }

  private BuildEvent done(String name) {
    return step(name, Optional.of(start.plusSeconds(2)), Optional.empty());
  }

  private BuildEvent failed(String name) {
    return step(name, Optional.of(start.plusSeconds(2)), Optional.of("exit code: 2"));
  }

  private BuildEvent step(String name, Optional<Instant> completed, Optional<String> error) {
    return new BuildEvent.StepUpdated(
        id(name), name, List.of(), false, Optional.of(start), completed, error, Optional.empty());
  }

  private BuildEvent output(String name, String text) {
    return new BuildEvent.Output(id(name), start, false, text);
  }

  private static LayerOrigin origin(String step) {
    return new LayerOrigin(
        step, Optional.of("Dockerfile"), Optional.empty(), Optional.empty(), false);
  }
}
