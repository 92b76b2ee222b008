package dev.gantry.ui.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.forecast.CacheReview;
import dev.gantry.domain.forecast.Forecasts;
import dev.gantry.domain.image.FakeImageFiles;
import dev.gantry.domain.image.FakeImageSource;
import dev.gantry.domain.image.FileTree.Large;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.demo.DemoForecast;
import dev.gantry.ui.demo.DemoImage;
import dev.gantry.ui.demo.DemoInsights;
import dev.gantry.ui.demo.DemoProject;
import dev.gantry.ui.fx.ManualTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is known of a target's builds besides what they tell.
class TargetInsightsTest {
  private static final BuildTarget PROD = DemoProject.MODELS.get(1).targets().getFirst();
  private static final String BASE = "[1/2] FROM debian:trixie-slim";
  private static final Problem NO_PLANS = new Problem.PlanUnsupported("unix:///run/docker.sock");

  private final ManualTasks tasks = new ManualTasks();
  private final FakeBuildRunner builds = new FakeBuildRunner();
  private CacheReview review = CacheReview.NONE;

  @Test
  void showsWhatABuildWouldDo() throws Exception {
    TargetViewModel target = target(DemoForecast.forecasts());

    target.loadForecast();
    ForecastState asked = target.forecast().stateProperty().get();
    tasks.settle();

    assertThat(asked).isEqualTo(new ForecastState.Loading());
    assertThat(target.forecast().stateProperty().get())
        .isInstanceOfSatisfying(
            ForecastState.Ready.class,
            ready -> assertThat(ready.forecast().running()).isEqualTo(5));
  }

  @Test
  void saysWhyThereIsNoForecast() {
    TargetViewModel target = target(DemoInsights.none().forecasts());

    target.loadForecast();
    tasks.settle();

    assertThat(target.forecast().stateProperty().get())
        .isEqualTo(new ForecastState.Failed(NO_PLANS));
  }

  @Test
  void asksForAForecastOnlyBeforeTheFirstBuild() {
    TargetViewModel target = target(DemoInsights.none().forecasts());
    target.build(false);

    target.loadForecastIfNew();

    assertThat(target.forecast().stateProperty().get()).isEqualTo(new ForecastState.Unknown());
  }

  @Test
  void tellsWhatTheCacheSavedWhenThatIsKnown() {
    review = new CacheReview(List.of(), Map.of(BASE, Duration.ofSeconds(40)));
    TargetViewModel target = target(DemoInsights.none().forecasts());
    target.build(false);
    tasks.runWaiting();
    builds.lastBuild().tell(cached(BASE), new BuildEvent.FilesRequested(3));

    builds.lastBuild().succeed(DemoImage.ID);
    tasks.settle();

    assertThat(target.reviewProperty().get()).isEqualTo(review);
    assertThat(target.resultProperty().get())
        .hasValueSatisfying(
            result -> {
              assertThat(result.saved()).isEqualTo(Duration.ofSeconds(40));
              assertThat(result.cachedShare()).isEqualTo(1);
              assertThat(result.requestedFiles()).hasValue(3);
            });
  }

  @Test
  void forgetsTheResultWhenANewBuildBegins() {
    TargetViewModel target = target(DemoInsights.none().forecasts());
    target.build(false);
    tasks.runWaiting();
    builds.lastBuild().succeed(DemoImage.ID);
    tasks.settle();

    target.build(false);

    assertThat(target.resultProperty().get()).isEmpty();
    assertThat(target.reviewProperty().get()).isEqualTo(CacheReview.NONE);
  }

  @Test
  void looksIntoTheImageWhenAsked() {
    FilesViewModel files = new FilesViewModel(DemoImage.files(), tasks);

    files.read(DemoImage.IMAGE);
    FilesState asked = files.stateProperty().get();
    tasks.settle();

    assertThat(asked).isEqualTo(new FilesState.Reading(0));
    assertThat(files.stateProperty().get())
        .isInstanceOfSatisfying(
            FilesState.Ready.class,
            ready -> {
              assertThat(ready.largest())
                  .extracting(Large::path)
                  .startsWith("/opt/java/lib/modules", "/usr/lib/x86_64-linux-gnu/libc.so.6");
              assertThat(ready.waste().bytes()).isEqualTo(78_200 + 6_980);
            });
    files.reset();
    assertThat(files.stateProperty().get()).isEqualTo(new FilesState.Unknown());
  }

  @Test
  void saysWhyTheImageCannotBeRead() {
    FilesViewModel files = new FilesViewModel(new FakeImageFiles(), tasks);

    files.read(DemoImage.IMAGE);
    tasks.settle();

    assertThat(files.stateProperty().get())
        .isEqualTo(new FilesState.Failed(new Problem.ImageMissing(DemoImage.ID.value())));
  }

  private TargetViewModel target(Forecasts forecasts) {
    return new TargetViewModel(
        PROD,
        new BuildPorts(
            builds,
            new FakeImageSource(),
            _ -> List.of(),
            new BuildInsights(forecasts, (_, _) -> review, new FakeImageFiles())),
        tasks);
  }

  private static BuildEvent cached(String name) {
    return new BuildEvent.StepUpdated(
        new StepId(name),
        name,
        List.of(),
        true,
        Optional.of(Instant.EPOCH),
        Optional.of(Instant.EPOCH),
        Optional.empty(),
        Optional.empty());
  }
}
