package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Service;
import dev.gantry.domain.compose.Service.PublishedPort;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SwitchFailureTest {

  private static final Duration WAITED = Duration.ofSeconds(8);
  private static final List<String> LOG = List.of("one", "two");
  private static final ModeModel MODEL =
      new ModeModel(
          new Mode("prod", Optional.empty()),
          "demo",
          List.of(
              new Service("db", "debian:13", Optional.empty(), List.of(), Map.of()),
              new Service(
                  "web",
                  "demo/web:prod",
                  Optional.empty(),
                  List.of(new PublishedPort("127.0.0.1", 58081, 80)),
                  Map.of())));

  /// The words are those of compose 2.26 to 2.40 with engine 28.5.2, where nothing else is said.
  static Stream<Arguments> failures() {
    return Stream.of(
        argumentSet(
            "unhealthy",
            "container demo-web-1 is unhealthy",
            new Problem.ServiceUnhealthy("web", WAITED, LOG)),
        argumentSet(
            "not healthy in time",
            "application not healthy after 8s",
            new Problem.ServiceUnhealthy("web", WAITED, LOG)),
        argumentSet(
            "exited",
            "container demo-web-1 exited (3)",
            new Problem.ServiceExited("web", Optional.of(3), LOG)),
        argumentSet(
            "image missing",
            "Error response from daemon: No such image: demo/web:prod",
            new Problem.ImageMissing("demo/web:prod")),
        portTaken(
            "port taken by another program",
            "Error response from daemon: failed to set up container networking: driver failed"
                + " programming external connectivity on endpoint demo-web-1 (2632a8b8): failed to"
                + " bind host port for 127.0.0.1:58081:10.213.0.2:80/tcp: address already in use"),
        portTaken(
            "port taken by another container, older engines",
            "Error response from daemon: driver failed programming external connectivity on"
                + " endpoint demo-web-1 (2632a8b8): Bind for 0.0.0.0:58081 failed: port is already"
                + " allocated"),
        portTaken(
            "port taken, Docker Desktop",
            "Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:58081"
                + " -> 0.0.0.0:0: listen tcp 0.0.0.0:58081: bind: address already in use"),
        argumentSet(
            "engine gone",
            "unable to get image 'a': Cannot connect to the Docker daemon at unix:///nope.sock. Is"
                + " the docker daemon running?",
            new Problem.EngineWentAway(
                "unix:///nope.sock",
                "unable to get image 'a': Cannot connect to the Docker daemon at"
                    + " unix:///nope.sock. Is the docker daemon running?")),
        argumentSet(
            "socket of another user",
            "permission denied while trying to connect to the Docker daemon socket at"
                + " unix:///var/run/docker.sock: Get \"http://%2Fvar\": connect: permission denied",
            new Problem.EnginePermissionDenied(
                "unix:///var/run/docker.sock",
                "permission denied while trying to connect to the Docker daemon socket at"
                    + " unix:///var/run/docker.sock: Get \"http://%2Fvar\": connect: permission"
                    + " denied")),
        argumentSet(
            "disk full",
            "failed to create shim: write /var/lib/docker/x: no space left on device",
            new Problem.DiskFull(
                "", "failed to create shim: write /var/lib/docker/x: no space left on device")),
        argumentSet(
            "something else",
            "network demo_default was found but has incorrect label",
            new Problem.ModeFailed(
                "prod", "network demo_default was found but has incorrect label")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsTheProblem(String message, Problem problem) throws Exception {
    assertThat(new SwitchFailure(MODEL, WAITED, project()).problem(message)).isEqualTo(problem);
  }

  @Test
  void namesTheContainerWhenTheEngineCannotBeAskedForItsService() throws Exception {
    AfterFailure gone =
        new AfterFailure() {
          @Override
          public List<ProjectContainer> containers() {
            throw new GantryException(new Problem.EngineWentAway("unix:///a.sock", ""));
          }

          @Override
          public List<String> logTail(String service) {
            return List.of();
          }
        };

    assertThat(new SwitchFailure(MODEL, WAITED, gone).problem("container demo-web-1 exited (1)"))
        .isEqualTo(new Problem.ServiceExited("demo-web-1", Optional.of(1), List.of()));
  }

  @Test
  void doesNotBelieveThatAServiceIsUpWhichStillStarts() throws Exception {
    assertThat(new SwitchFailure(MODEL, WAITED, project()).overdue())
        .contains(new Problem.ServiceUnhealthy("web", WAITED, LOG));
  }

  private static Arguments portTaken(String name, String message) {
    return argumentSet(name, message, new Problem.PortTaken(58081, "web", message));
  }

  private static AfterFailure project() {
    return new AfterFailure() {
      @Override
      public List<ProjectContainer> containers() {
        return List.of(container("db", "running", ""), container("web", "running", "starting"));
      }

      @Override
      public List<String> logTail(String service) {
        return service.equals("web") ? LOG : List.of();
      }
    };
  }

  private static ProjectContainer container(String service, String state, String health) {
    return new ProjectContainer(
        "id", "demo-" + service + "-1", service, "image", state, health, "", List.of(), Map.of());
  }
}
