package dev.gantry.ui.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.forecast.CacheReview;
import dev.gantry.domain.image.FakeImageSource;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.ui.demo.DemoImage;
import dev.gantry.ui.demo.DemoInsights;
import dev.gantry.ui.demo.DemoProject;
import dev.gantry.ui.fx.ManualTasks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.junit.jupiter.api.Test;

class BuildViewModelTest {
  private final ManualTasks tasks = new ManualTasks();
  private final FakeBuildRunner builds = new FakeBuildRunner();
  private final FakeImageSource images = new FakeImageSource();
  private final ReadOnlyBooleanWrapper reachable = new ReadOnlyBooleanWrapper(true);
  private final BuildViewModel viewModel =
      new BuildViewModel(
          new BuildPorts(builds, images, _ -> List.of(), DemoInsights.none()),
          reachable.getReadOnlyProperty(),
          tasks);

  @Test
  void showsATargetForEachBuiltServiceOfEachMode() {
    viewModel.show(DemoProject.MODELS);

    assertThat(viewModel.targets().stream().map(it -> it.targetProperty().get().name()))
        .containsExactly("dev", "prod");
  }

  @Test
  void looksAtTheFirstTargetFirst() {
    viewModel.show(DemoProject.MODELS);

    assertThat(viewModel.selected()).contains(viewModel.targets().getFirst());
  }

  @Test
  void keepsTargetsAndTheChoiceWhenTheProjectIsReadAgain() {
    viewModel.show(DemoProject.MODELS);
    viewModel.select("prod");
    List<TargetViewModel> before = List.copyOf(viewModel.targets());
    viewModel.show(DemoProject.MODELS);

    assertThat(viewModel.targets()).isEqualTo(before);
    assertThat(viewModel.selected()).contains(before.get(1));
  }

  @Test
  void looksAtAnotherTargetWhenTheChosenOneIsGone() {
    viewModel.show(DemoProject.MODELS);
    viewModel.select("prod");
    viewModel.show(DemoProject.MODELS.subList(0, 1));

    assertThat(viewModel.selected()).contains(viewModel.targets().getFirst());
  }

  @Test
  void makesTheForecastAnewForWhoComesBackUntilATargetIsBuilt() {
    AtomicInteger plans = new AtomicInteger();
    BuildViewModel counting =
        new BuildViewModel(
            new BuildPorts(
                builds,
                images,
                _ -> List.of(),
                DemoInsights.with(_ -> plan(plans.incrementAndGet()), (_, _) -> CacheReview.NONE)),
            reachable.getReadOnlyProperty(),
            tasks);
    counting.show(DemoProject.MODELS);
    tasks.settle();
    counting.comeBack();
    tasks.settle();
    int beforeTheBuild = plans.get();
    counting.build(false);
    counting.comeBack();
    tasks.runWaiting();

    assertThat(beforeTheBuild).isEqualTo(2);
    assertThat(plans).hasValue(2);
  }

  private static BuildPlan plan(int number) {
    return new BuildPlan("fake " + number, List.of(), Map.of(), Set.of(), Instant.EPOCH);
  }

  @Test
  void hasNothingToBuildWithoutTargets() {
    viewModel.show(List.of());

    assertThat(viewModel.selected()).isEmpty();
    assertThat(viewModel.canBuildProperty().get()).isFalse();
  }

  @Test
  void cannotBuildWithoutAnEngine() {
    viewModel.show(DemoProject.MODELS);
    reachable.set(false);
    viewModel.build(false);
    tasks.settle();

    assertThat(viewModel.canBuildProperty().get()).isFalse();
    assertThat(builds.builds()).isEmpty();
  }

  @Test
  void canCancelButNotBuildWhileTheChosenTargetIsBuilt() {
    viewModel.show(DemoProject.MODELS);
    viewModel.build(false);

    assertThat(viewModel.canBuildProperty().get()).isFalse();
    assertThat(viewModel.canCancelProperty().get()).isTrue();
  }

  @Test
  void canBuildAnotherTargetMeanwhile() {
    viewModel.show(DemoProject.MODELS);
    viewModel.build(false);
    viewModel.select("prod");

    assertThat(viewModel.canBuildProperty().get()).isTrue();
    assertThat(viewModel.canCancelProperty().get()).isFalse();
    assertThat(viewModel.running()).isTrue();
  }

  @Test
  void showsTheImageOfATargetAsSoonAsItIsLookedAt() {
    images.put(DemoImage.IMAGE);
    viewModel.show(DemoProject.MODELS);
    viewModel.select("prod");
    tasks.settle();

    assertThat(viewModel.selected().orElseThrow().image().stateProperty().get())
        .isEqualTo(new ImageState.Present(DemoImage.IMAGE));
  }

  @Test
  void showsTheImageAsSoonAsTheEngineIsThere() {
    images.put(DemoImage.IMAGE);
    reachable.set(false);
    viewModel.show(DemoProject.MODELS);
    viewModel.select("prod");
    tasks.settle();
    ImageState before = viewModel.selected().orElseThrow().image().stateProperty().get();
    reachable.set(true);
    tasks.settle();

    assertThat(before).isEqualTo(new ImageState.Unknown());
    assertThat(viewModel.selected().orElseThrow().image().stateProperty().get())
        .isEqualTo(new ImageState.Present(DemoImage.IMAGE));
  }
}
