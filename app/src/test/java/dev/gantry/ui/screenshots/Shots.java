package dev.gantry.ui.screenshots;

import dev.gantry.domain.build.FakeBuildRunner;
import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.FakeComposeRunner;
import dev.gantry.domain.engine.FakeEngine;
import dev.gantry.domain.image.FakeImageSource;
import dev.gantry.domain.inference.CodeCycle;
import dev.gantry.domain.inference.CodeOutcome;
import dev.gantry.domain.inference.FakeInferenceService;
import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.inference.Watched;
import dev.gantry.domain.problem.Problem;
import dev.gantry.ui.FxThread;
import dev.gantry.ui.demo.DemoCompose;
import dev.gantry.ui.demo.DemoInference;
import dev.gantry.ui.demo.DemoInsights;
import dev.gantry.ui.demo.DemoLoad;
import dev.gantry.ui.demo.DemoProject;
import dev.gantry.ui.demo.FakePrivateEngine;
import dev.gantry.ui.inference.InferenceSection;
import dev.gantry.ui.inference.LoadState;
import dev.gantry.ui.shell.Pane;
import dev.gantry.ui.shell.Ports;
import dev.gantry.ui.shell.PrivateEngineState;
import dev.gantry.ui.shell.ShellViewModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// All pictures.
final class Shots {
  private static final String EDITED =
      "llm-service/server/src/main/java/dev/gantry/llm/rpc/ServerInfoGrpc.java";

  private Shots() {}

  static List<Shot> all() {
    List<Shot> others =
        List.of(
            noEngine(),
            plan(),
            engineDetails(),
            settingUp(),
            modesEmpty(),
            modesSwitching(),
            modesRunning(),
            modesFailed(),
            inferenceDown(),
            inferenceStarting(),
            inferenceNotTrusted(),
            inferenceFileMissing(),
            inferenceReady(),
            inferenceStreaming(),
            inferenceFailed(),
            inferenceSwapped(),
            inferenceDoesNotCompile(),
            inferenceLoad(),
            inferenceLoadLost(),
            inferenceLoadNotOffered());
    return Stream.concat(BuildShots.all().stream(), others.stream()).toList();
  }

  static Ports ports(FakeEngine engine, FakeBuildRunner builds, FakeImageSource images) {
    return new Ports(
        engine,
        new FakePrivateEngine(),
        new FakeComposeRunner(DemoProject.PROJECT, DemoProject.MODELS),
        builds,
        images,
        image -> List.of(),
        DemoInsights.none(),
        new FakeInferenceService(),
        _ -> ServiceAccess.OPEN);
  }

  private static Ports ports(ComposeRunner compose, InferenceService inference) {
    return new Ports(
        FakeEngine.reachable(),
        new FakePrivateEngine(),
        compose,
        new FakeBuildRunner(),
        new FakeImageSource(),
        image -> List.of(),
        DemoInsights.none(),
        inference,
        _ -> ServiceAccess.OPEN);
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

  private static Shot settingUp() {
    FakePrivateEngine privateEngine = new FakePrivateEngine();
    privateEngine.hold();
    return new Shot(
        "private-engine-working",
        new Ports(
            notInstalled(),
            privateEngine,
            new FakeComposeRunner(DemoProject.PROJECT, DemoProject.MODELS),
            new FakeBuildRunner(),
            new FakeImageSource(),
            image -> List.of(),
            DemoInsights.none(),
            new FakeInferenceService(),
            _ -> ServiceAccess.OPEN),
        shell -> {
          openProd(shell);
          FxThread.run(shell.privateEngine()::ask);
          FxThread.await(
              "plan",
              () ->
                  shell.privateEngine().stateProperty().get()
                      instanceof PrivateEngineState.Confirming);
          FxThread.run(shell.privateEngine()::confirm);
          FxThread.settle();
          FxThread.settle();
        });
  }

  private static Shot engineDetails() {
    return new Shot(
        "engine-details",
        ports(FakeEngine.reachable(), new FakeBuildRunner(), new FakeImageSource()),
        shell -> {
          openProd(shell);
          FxThread.click("engine-status");
          FxThread.settle();
          FxThread.settle();
        });
  }

  private static Shot modesEmpty() {
    return new Shot(
        "modes-empty", ports(DemoCompose.idle(), new FakeInferenceService()), open(Pane.MODES));
  }

  private static Shot modesSwitching() {
    return new Shot(
        "modes-switching",
        ports(DemoCompose.switching(), new FakeInferenceService()),
        shell -> {
          open(Pane.MODES).accept(shell);
          FxThread.await("engine", () -> shell.modes().canSwitchProperty().get());
          FxThread.run(() -> shell.modes().switchTo(DemoProject.PROD));
          FxThread.await("events", () -> shell.modes().resources().size() == 3);
          FxThread.settle();
          FxThread.settle();
        });
  }

  private static Shot modesRunning() {
    return new Shot(
        "modes-running",
        ports(DemoCompose.quick(), new FakeInferenceService()),
        Shots::switchToProd);
  }

  private static Shot modesFailed() {
    return new Shot(
        "modes-failed",
        ports(
            DemoCompose.failing(
                new Problem.PortTaken(
                    50052,
                    "llm",
                    "failed to bind host port 127.0.0.1:50052/tcp: address already in use")),
            new FakeInferenceService()),
        Shots::switchToProd);
  }

  private static void switchToProd(ShellViewModel shell) {
    open(Pane.MODES).accept(shell);
    FxThread.await("engine", () -> shell.modes().canSwitchProperty().get());
    FxThread.run(() -> shell.modes().switchTo(DemoProject.PROD));
    FxThread.settle();
    FxThread.await("end", () -> !shell.modes().busyProperty().get());
  }

  private static Shot inferenceDown() {
    return inference(
        "inference-down",
        new ServiceHealth.Unreachable(
            new Problem.ServiceUnreachable("127.0.0.1:50052", "Connection refused")),
        (_, _) -> {});
  }

  private static Shot inferenceNotTrusted() {
    return inference(
        "inference-not-trusted",
        new ServiceHealth.Unreachable(
            new Problem.ServiceNotTrusted(
                "127.0.0.1:50052", "unable to find valid certification path to requested target")),
        (_, _) -> {});
  }

  private static Shot inferenceFileMissing() {
    return inference(
        "inference-file-missing",
        new ServiceHealth.Unreachable(
            new Problem.AccessFileUnusable(
                "dev.gantry.grpc.token-file", Path.of("/srv/llm/compose/token"), "is not there")),
        (_, _) -> {});
  }

  private static Shot inferenceStarting() {
    return inference("inference-starting", new ServiceHealth.NotServing(), (_, _) -> {});
  }

  private static Shot inferenceReady() {
    return inference("inference-ready", new ServiceHealth.Serving(), (_, _) -> {});
  }

  private static Shot inferenceStreaming() {
    return new Shot(
        "inference-streaming",
        ports(DemoCompose.idle(), new DemoInference()),
        shell -> {
          open(Pane.INFERENCE).accept(shell);
          FxThread.await(
              "health",
              () -> shell.inference().healthProperty().get() instanceof ServiceHealth.Serving);
          ask(shell, "What is a container image?");
          FxThread.await("answer", () -> !shell.inference().answeringProperty().get());
          ask(shell, "Why does the order of layers matter for the build cache?");
          FxThread.await(
              "tokens",
              () -> shell.inference().exchanges().getLast().timingsProperty().get().tokens() > 70);
        });
  }

  private static Shot inferenceFailed() {
    return inference(
        "inference-failed",
        new ServiceHealth.Serving(),
        (shell, service) -> {
          service.failWith(
              new Problem.RequestRejected(
                  "The prompt has 2311 tokens, but the context has room for 2048."));
          ask(shell, "Summarise the following log file: ...");
          FxThread.await("failure", () -> !shell.inference().answeringProperty().get());
        });
  }

  private static Shot inferenceSwapped() {
    return saved(
        "inference-swapped",
        new CodeCycle(
            1,
            List.of(EDITED),
            new CodeCycle.Times(
                Duration.ofMillis(31),
                Optional.of(Duration.ofMillis(204)),
                Optional.of(Duration.ofMillis(291)),
                Optional.of(Duration.ofMillis(312))),
            new CodeOutcome.Swapped(),
            Optional.empty()));
  }

  private static Shot inferenceDoesNotCompile() {
    return saved(
        "inference-compile-error",
        new CodeCycle(
            1,
            List.of(EDITED),
            new CodeCycle.Times(
                Duration.ofMillis(31), Optional.empty(), Optional.empty(), Optional.empty()),
            new CodeOutcome.CompileFailed(
                List.of(
                    new CodeOutcome.CodeError(
                        EDITED, 72, "cannot find symbol\n  symbol: variable versio"))),
            Optional.empty()));
  }

  private static Shot inferenceLoad() {
    return load("inference-load", service -> DemoLoad.twoMinutes().forEach(service::measured));
  }

  private static Shot inferenceLoadLost() {
    return load(
        "inference-load-lost",
        service -> {
          DemoLoad.twoMinutes().forEach(service::measured);
          service.tellOfLoad(
              List.of(
                  new Watched.Lost<>(
                      new Problem.ServiceUnreachable("127.0.0.1:50052", "Connection refused"))));
        });
  }

  private static Shot inferenceLoadNotOffered() {
    return load(
        "inference-load-not-offered",
        service -> service.tellOfLoad(List.of(new Watched.NotOffered<>())));
  }

  private static Shot load(String name, Consumer<FakeInferenceService> tell) {
    return inference(
        name,
        new ServiceHealth.Serving(),
        (shell, service) -> {
          FxThread.run(() -> shell.inference().sectionProperty().set(InferenceSection.LOAD));
          FxThread.await("watch", () -> service.loadWatcherCount() == 1);
          tell.accept(service);
          FxThread.await(
              "load",
              () -> !(shell.inference().load().stateProperty().get() instanceof LoadState.Waiting));
        });
  }

  private static Shot saved(String name, CodeCycle cycle) {
    return inference(
        name,
        new ServiceHealth.Serving(),
        (shell, service) -> {
          service.saved(cycle);
          FxThread.await("cycle", () -> shell.inference().codeProperty().get().isPresent());
        });
  }

  private static Shot inference(
      String name, ServiceHealth health, BiConsumer<ShellViewModel, FakeInferenceService> drive) {
    FakeInferenceService service = new FakeInferenceService();
    service.become(health);
    return new Shot(
        name,
        ports(DemoCompose.idle(), service),
        shell -> {
          open(Pane.INFERENCE).accept(shell);
          FxThread.await("health", () -> shell.inference().healthProperty().get().equals(health));
          drive.accept(shell, service);
          FxThread.settle();
        });
  }

  private static void ask(ShellViewModel shell, String prompt) {
    FxThread.run(
        () -> {
          shell.inference().promptProperty().set(prompt);
          shell.inference().send();
        });
    FxThread.settle();
  }

  private static Consumer<ShellViewModel> open(Pane pane) {
    return shell -> {
      openProd(shell);
      FxThread.run(() -> shell.paneProperty().set(pane));
      FxThread.settle();
    };
  }

  private static FakeEngine notInstalled() {
    return FakeEngine.unreachable(
        new Problem.EngineNotInstalled(
            List.of("unix:///var/run/docker.sock", "unix:///run/user/1000/docker.sock")));
  }

  static void openProd(ShellViewModel shell) {
    FxThread.await("targets", () -> !shell.build().targets().isEmpty());
    FxThread.run(() -> shell.build().select("prod"));
    FxThread.settle();
  }
}
