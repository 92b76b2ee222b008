package dev.gantry;

import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.RunningMode;
import java.nio.file.Path;
import java.time.Duration;

/// The bundled service in one of its modes, built and brought up by the product itself. The port
/// and the compose project's name are the tests' own, as in [JourneyIT].
final class ServiceInMode {
  private static final Duration HEALTHY = Duration.ofMinutes(3);

  private final Wiring wiring;
  private final ComposeRunner compose;
  private final Project project;

  private ServiceInMode(Wiring wiring, ComposeRunner compose, Project project) {
    this.wiring = wiring;
    this.compose = compose;
    this.project = project;
  }

  private static ServiceInMode open() throws InterruptedException {
    Wiring wiring = new Wiring(Surroundings.ofThisProcess());
    ComposeRunner compose = wiring.dashboardPorts().compose();
    return new ServiceInMode(
        wiring, compose, compose.open(Path.of("..").toAbsolutePath().normalize()));
  }

  /// Builds the mode's image only.
  static void build(String mode) throws InterruptedException {
    build(mode, false);
  }

  /// The same, but runs every step anew. Downloads that the Dockerfile keeps are there.
  static void buildWithoutCache(String mode) throws InterruptedException {
    build(mode, true);
  }

  private static void build(String mode, boolean noCache) throws InterruptedException {
    ServiceInMode service = open();
    try {
      service.buildTargets(service.project.mode(mode).orElseThrow(), noCache);
    } finally {
      service.wiring.close();
    }
  }

  /// Builds the mode's image and waits until its container is healthy.
  static ServiceInMode up(String mode) throws InterruptedException {
    ServiceInMode service = open();
    try {
      Mode found = service.project.mode(mode).orElseThrow();
      service.buildTargets(found, false);
      service.compose.up(service.project, found, HEALTHY, _ -> {});
      return service;
    } catch (InterruptedException | RuntimeException e) {
      service.down();
      throw e;
    }
  }

  private void buildTargets(Mode mode, boolean noCache) throws InterruptedException {
    for (BuildTarget target : compose.render(project, mode).targets()) {
      build(target, noCache);
    }
  }

  private void build(BuildTarget target, boolean noCache) throws InterruptedException {
    BuildOutcome outcome =
        wiring
            .dashboardPorts()
            .builds()
            .start(BuildRequest.of(target, noCache, false), _ -> {})
            .await();
    if (!(outcome instanceof BuildOutcome.Succeeded)) {
      throw new AssertionError("%s was not built: %s".formatted(target.name(), outcome));
    }
  }

  /// The container of the service, as the engine names it.
  String container() {
    RunningMode running = compose.running(project).orElseThrow();
    return running.containers().stream()
        .filter(container -> container.service().equals("llm-service"))
        .findFirst()
        .orElseThrow()
        .id();
  }

  /// Where the service is published on this machine.
  static int port() {
    return Integer.parseInt(System.getenv().getOrDefault("GANTRY_PUBLISHED_PORT", "50052"));
  }

  /// Takes the containers down.
  void down() throws InterruptedException {
    compose.down(project, _ -> {});
    wiring.close();
  }
}
