package dev.gantry.ui.screenshots;

import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.build.FakeBuildRunner.FakeBuild;
import dev.gantry.domain.compose.FakeComposeRunner;
import dev.gantry.domain.engine.FakeEngine;
import dev.gantry.domain.image.FakeImageSource;
import dev.gantry.domain.inference.FakeInferenceService;
import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.FxThread;
import dev.gantry.ui.build.BuildInsights;
import dev.gantry.ui.build.FilesState;
import dev.gantry.ui.build.ForecastState;
import dev.gantry.ui.build.ImageState;
import dev.gantry.ui.demo.DemoBuild;
import dev.gantry.ui.demo.DemoForecast;
import dev.gantry.ui.demo.DemoImage;
import dev.gantry.ui.demo.DemoProject;
import dev.gantry.ui.demo.FakePrivateEngine;
import dev.gantry.ui.shell.Ports;
import dev.gantry.ui.shell.ShellViewModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Pictures of the build pane.
final class BuildShots {
  private BuildShots() {}

  static List<Shot> all() {
    return List.of(
        buildEmpty(),
        buildImage(),
        buildForecast(),
        buildNoForecast(),
        buildRunning(),
        buildDone(),
        buildResult(),
        buildFiles(),
        buildFailed());
  }

  private static Shot buildEmpty() {
    return new Shot(
        "build-empty",
        Shots.ports(FakeEngine.reachable(), new FakeBuildRunner(), new FakeImageSource()),
        Shots::openProd);
  }

  private static Shot buildImage() {
    return new Shot(
        "build-image",
        Shots.ports(
            FakeEngine.reachable(),
            new FakeBuildRunner(),
            new FakeImageSource().put(DemoImage.IMAGE)),
        Shots::openProd);
  }

  private static Shot buildRunning() {
    FakeBuildRunner builds = new FakeBuildRunner();
    return new Shot(
        "build-running",
        Shots.ports(FakeEngine.reachable(), builds, new FakeImageSource()),
        shell ->
            building(
                shell,
                builds,
                build ->
                    DemoBuild.after(Instant.now().minusMillis(27_300), 27.3).forEach(build::tell)));
  }

  private static Shot buildForecast() {
    return new Shot(
        "build-forecast",
        ports(new FakeBuildRunner(), new FakeImageSource().put(DemoImage.IMAGE), insights()),
        shell -> {
          Shots.openProd(shell);
          FxThread.await(
              "forecast",
              () ->
                  shell.build().selected().stream()
                      .anyMatch(
                          it ->
                              it.forecast().stateProperty().get() instanceof ForecastState.Ready));
          FxThread.settle();
        });
  }

  private static Shot buildNoForecast() {
    return new Shot(
        "build-no-forecast",
        Shots.ports(
            FakeEngine.reachable(),
            new FakeBuildRunner(),
            new FakeImageSource().put(DemoImage.IMAGE)),
        shell -> {
          Shots.openProd(shell);
          FxThread.choose("Files");
          FxThread.settle();
        });
  }

  private static Shot buildDone() {
    FakeBuildRunner builds = new FakeBuildRunner();
    return new Shot(
        "build-done",
        ports(builds, new FakeImageSource().put(DemoImage.IMAGE), insights()),
        shell -> built(shell, builds));
  }

  private static Shot buildResult() {
    FakeBuildRunner builds = new FakeBuildRunner();
    return new Shot(
        "build-result",
        ports(builds, new FakeImageSource().put(DemoImage.IMAGE), insights()),
        shell -> {
          built(shell, builds);
          FxThread.choose("Result");
          FxThread.settle();
        });
  }

  private static Shot buildFiles() {
    FakeBuildRunner builds = new FakeBuildRunner();
    return new Shot(
        "build-files",
        ports(builds, new FakeImageSource().put(DemoImage.IMAGE), insights()),
        shell -> {
          built(shell, builds);
          FxThread.choose("Files");
          FxThread.await("image", () -> isShown(shell));
          FxThread.settle();
          FxThread.click("read-files-button");
          FxThread.await(
              "files",
              () ->
                  shell.build().selected().stream()
                      .anyMatch(
                          it -> it.files().stateProperty().get() instanceof FilesState.Ready));
          FxThread.settle();
        });
  }

  private static boolean isShown(ShellViewModel shell) {
    return shell.build().selected().stream()
        .anyMatch(it -> it.image().stateProperty().get() instanceof ImageState.Present);
  }

  private static void built(ShellViewModel shell, FakeBuildRunner builds) {
    building(
        shell,
        builds,
        build -> {
          DemoBuild.after(Instant.now().minusMillis(43_400), 100).forEach(build::tell);
          build.tell(new BuildEvent.FilesRequested(3));
          build.end(
              new BuildOutcome.Succeeded(
                  Optional.of(DemoImage.ID),
                  DemoImage.IMAGE.tags(),
                  List.of(),
                  Duration.ofMillis(43_400)));
        });
    FxThread.await("end of build", () -> !shell.build().running());
  }

  private static BuildInsights insights() {
    try {
      return new BuildInsights(
          DemoForecast.forecasts(), (_, _) -> DemoForecast.review(), DemoImage.files());
    } catch (InterruptedException interruption) {
      throw new IllegalStateException(interruption);
    }
  }

  private static Ports ports(
      FakeBuildRunner builds, FakeImageSource images, BuildInsights insights) {
    return new Ports(
        FakeEngine.reachable(),
        new FakePrivateEngine(),
        new FakeComposeRunner(DemoProject.PROJECT, DemoProject.MODELS),
        builds,
        images,
        _ -> List.of(),
        insights,
        new FakeInferenceService(),
        _ -> ServiceAccess.OPEN);
  }

  private static Shot buildFailed() {
    FakeBuildRunner builds = new FakeBuildRunner();
    return new Shot(
        "build-failed",
        Shots.ports(FakeEngine.reachable(), builds, new FakeImageSource()),
        shell -> {
          building(
              shell,
              builds,
              build -> {
                DemoBuild.failing(Instant.now().minusMillis(24_600)).forEach(build::tell);
                build.end(new BuildOutcome.Failed(failure(), Duration.ofMillis(24_600)));
              });
          FxThread.await("end of build", () -> !shell.build().running());
        });
  }

  private static Problem failure() {
    return new Problem.StepFailed(
        "[build 6/7] RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -o -pl llm-service/server"
            + " -am package -DskipTests",
        Optional.of(1),
        "dockerfiles/prod.Dockerfile",
        Optional.of(27),
        """
          25 | COPY llm-service llm-service
          26 | RUN --mount=type=cache,target=/root/.m2 \\
          27 |     ./mvnw -B -o -pl llm-service/server -am package -DskipTests
          28 |
          29 | RUN cp -r llm-service/server/target/lib /out/lib
        """,
        DemoBuild.ERRORS,
        "process \"/bin/sh -c ./mvnw -B -o -pl llm-service/server -am package -DskipTests\" did not"
            + " complete successfully: exit code: 1");
  }

  private static void building(
      ShellViewModel shell, FakeBuildRunner builds, Consumer<FakeBuild> script) {
    Shots.openProd(shell);
    FxThread.await("engine", () -> shell.build().canBuildProperty().get());
    FxThread.run(() -> shell.build().build(false));
    FxThread.await("start", () -> !builds.builds().isEmpty());
    script.accept(builds.lastBuild());
    FxThread.await(
        "steps",
        () ->
            shell.build().selected().stream()
                .anyMatch(target -> !target.progressProperty().get().steps().isEmpty()));
  }
}
