package dev.gantry.ui.screenshots;

import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.build.FakeBuildRunner.FakeBuild;
import dev.gantry.domain.compose.FakeComposeRunner;
import dev.gantry.domain.engine.FakeEngine;
import dev.gantry.domain.image.FakeImageSource;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.FxThread;
import dev.gantry.ui.demo.DemoBuild;
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

/// All pictures.
final class Shots {
  private Shots() {}

  static List<Shot> all() {
    return List.of(
        buildEmpty(), buildImage(), buildRunning(), buildDone(), buildFailed(), noEngine(), plan());
  }

  private static Ports ports(FakeEngine engine, FakeBuildRunner builds, FakeImageSource images) {
    return new Ports(
        engine,
        new FakePrivateEngine(),
        new FakeComposeRunner(DemoProject.PROJECT, DemoProject.MODELS),
        builds,
        images,
        image -> List.of(),
        NoInference.SERVICE);
  }

  private static Shot buildEmpty() {
    return new Shot(
        "build-empty",
        ports(FakeEngine.reachable(), new FakeBuildRunner(), new FakeImageSource()),
        Shots::openProd);
  }

  private static Shot buildImage() {
    return new Shot(
        "build-image",
        ports(
            FakeEngine.reachable(),
            new FakeBuildRunner(),
            new FakeImageSource().put(DemoImage.IMAGE)),
        Shots::openProd);
  }

  private static Shot buildRunning() {
    FakeBuildRunner builds = new FakeBuildRunner();
    return new Shot(
        "build-running",
        ports(FakeEngine.reachable(), builds, new FakeImageSource()),
        shell ->
            building(
                shell,
                builds,
                build ->
                    DemoBuild.after(Instant.now().minusMillis(27_300), 27.3).forEach(build::tell)));
  }

  private static Shot buildDone() {
    FakeBuildRunner builds = new FakeBuildRunner();
    Image image = DemoImage.IMAGE;
    return new Shot(
        "build-done",
        ports(FakeEngine.reachable(), builds, new FakeImageSource().put(image)),
        shell -> {
          building(
              shell,
              builds,
              build -> {
                DemoBuild.after(Instant.now().minusMillis(43_400), 100).forEach(build::tell);
                build.end(
                    new BuildOutcome.Succeeded(
                        image.id(), image.tags(), List.of(), Duration.ofMillis(43_400)));
              });
          FxThread.await("end of build", () -> !shell.build().running());
        });
  }

  private static Shot buildFailed() {
    FakeBuildRunner builds = new FakeBuildRunner();
    return new Shot(
        "build-failed",
        ports(FakeEngine.reachable(), builds, new FakeImageSource()),
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

  private static Shot noEngine() {
    return new Shot(
        "no-engine",
        ports(notInstalled(), new FakeBuildRunner(), new FakeImageSource()),
        Shots::openProd);
  }

  private static Shot plan() {
    return new Shot(
        "private-engine-plan",
        ports(notInstalled(), new FakeBuildRunner(), new FakeImageSource()),
        shell -> {
          openProd(shell);
          FxThread.run(shell.privateEngine()::ask);
          FxThread.settle();
          FxThread.settle();
        });
  }

  private static FakeEngine notInstalled() {
    return FakeEngine.unreachable(
        new Problem.EngineNotInstalled(
            List.of("unix:///var/run/docker.sock", "unix:///run/user/1000/docker.sock")));
  }

  private static void openProd(ShellViewModel shell) {
    FxThread.await("targets", () -> !shell.build().targets().isEmpty());
    FxThread.run(() -> shell.build().select("prod"));
    FxThread.settle();
  }

  private static void building(
      ShellViewModel shell, FakeBuildRunner builds, Consumer<FakeBuild> script) {
    openProd(shell);
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
