package dev.gantry.domain.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.compose.Service;
import dev.gantry.domain.compose.Service.PublishedPort;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InferenceEndpointsTest {

  @Test
  void findsThePortOfTheConvention() {
    ModeModel model =
        mode(
            service("web", Map.of(), new PublishedPort("127.0.0.1", 8080, 80)),
            service("llm", Map.of(), new PublishedPort("127.0.0.1", 15052, 50052)));

    assertThat(InferenceEndpoints.find(model))
        .contains(new ServiceEndpoint("127.0.0.1", 15052, ""));
  }

  @Test
  void labelsComeBeforeTheConvention() {
    ModeModel model =
        mode(
            service("old", Map.of(), new PublishedPort("127.0.0.1", 50052, 50052)),
            service(
                "new",
                Map.of("dev.gantry.grpc.port", "9000", "dev.gantry.health.service", "acme.Llm"),
                new PublishedPort("10.0.0.7", 19000, 9000)));

    assertThat(InferenceEndpoints.find(model))
        .contains(new ServiceEndpoint("10.0.0.7", 19000, "acme.Llm"));
  }

  @Test
  void asksTheLoopbackForAPortOnEveryAddress() {
    ModeModel model = mode(service("llm", Map.of(), new PublishedPort("0.0.0.0", 50052, 50052)));

    assertThat(InferenceEndpoints.find(model))
        .contains(new ServiceEndpoint("127.0.0.1", 50052, ""));
  }

  @Test
  void takesALabelledPortThatIsNotPublishedAsOneOfTheHost() {
    ModeModel model = mode(service("llm", Map.of("dev.gantry.grpc.port", "9000")));

    assertThat(InferenceEndpoints.find(model)).contains(new ServiceEndpoint("127.0.0.1", 9000, ""));
  }

  @Test
  void ignoresALabelThatIsNoPort() {
    ModeModel model = mode(service("llm", Map.of("dev.gantry.grpc.port", "grpc")));

    assertThat(InferenceEndpoints.find(model)).isEqualTo(Optional.empty());
  }

  @Test
  void findsTheServiceThatRunsWhereTheEngineHasPublishedIt() {
    RunningMode running =
        running(
            container("exited", Map.of(), new PublishedPort("127.0.0.1", 1, 50052)),
            container("running", Map.of(), new PublishedPort("127.0.0.1", 32768, 50052)));

    assertThat(InferenceEndpoints.find(running))
        .contains(new ServicePlace(new ServiceEndpoint("127.0.0.1", 32768, "")));
  }

  @Test
  void readsFromLabelsOfTheContainerWhatLetsIn() {
    RunningMode running =
        running(
            container(
                "running",
                Map.of(
                    "com.docker.compose.project.working_dir", "/srv/llm/compose",
                    "dev.gantry.grpc.tls-ca", "/etc/llm/ca.pem",
                    "dev.gantry.grpc.tls-server-name", "llm.example",
                    "dev.gantry.grpc.tls-client-cert", "client.pem",
                    "dev.gantry.grpc.tls-client-key", "../client.key",
                    "dev.gantry.grpc.token-file", ""),
                new PublishedPort("127.0.0.1", 50052, 50052)));

    assertThat(InferenceEndpoints.find(running))
        .contains(
            new ServicePlace(
                new ServiceEndpoint("127.0.0.1", 50052, ""),
                new AccessFiles(
                    Map.of(
                        AccessFile.TLS_CA,
                        named("dev.gantry.grpc.tls-ca", "/etc/llm/ca.pem"),
                        AccessFile.TLS_CLIENT_CERT,
                        named("dev.gantry.grpc.tls-client-cert", "/srv/llm/compose/client.pem"),
                        AccessFile.TLS_CLIENT_KEY,
                        named("dev.gantry.grpc.tls-client-key", "/srv/llm/compose/../client.key")),
                    Optional.of("llm.example"))));
  }

  @Test
  void findsNothingWhereNothingRuns() {
    assertThat(
            InferenceEndpoints.find(
                running(container("exited", Map.of("dev.gantry.grpc.port", "50052")))))
        .isEqualTo(Optional.empty());
  }

  @Test
  void saysWhichServicesHaveNoEndpoint() {
    ModeModel model = mode(service("web", Map.of()), service("db", Map.of()));

    assertThatThrownBy(() -> InferenceEndpoints.of(model))
        .isInstanceOfSatisfying(
            GantryException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(new Problem.NoInferenceEndpoint("prod", List.of("web", "db"))));
  }

  private static ModeModel mode(Service... services) {
    return new ModeModel(new Mode("prod", Optional.empty()), "project", List.of(services));
  }

  private static RunningMode running(RunningMode.Container... containers) {
    return new RunningMode("prod", List.of(containers));
  }

  private static RunningMode.Container container(
      String state, Map<String, String> labels, PublishedPort... ports) {
    return new RunningMode.Container("id", "llm", "llm:latest", state, "", List.of(ports), labels);
  }

  private static AccessFiles.Named named(String by, String file) {
    return new AccessFiles.Named(by, Path.of(file));
  }

  private static Service service(String name, Map<String, String> labels, PublishedPort... ports) {
    return new Service(name, name + ":latest", Optional.empty(), List.of(ports), labels);
  }
}
