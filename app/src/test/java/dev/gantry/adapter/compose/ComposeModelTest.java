package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Service;
import dev.gantry.domain.compose.Service.PublishedPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeModelTest {

  private static final Mode MODE =
      new Mode("prod", Optional.of(Path.of("/projects/demo/compose/compose.prod.yml")));

  private final ComposeModel model = new ComposeModel();

  @Test
  void readsServicesWithBuildsPortsAndLabels() throws Exception {
    assertThat(model.read(MODE, Recorded.text("config-prod.json")))
        .isEqualTo(
            new ModeModel(
                MODE,
                "demo",
                List.of(
                    new Service("db", "debian:trixie-slim", Optional.empty(), List.of(), Map.of()),
                    new Service(
                        "web",
                        "demo/web:prod",
                        Optional.of(
                            new BuildDefinition(
                                Path.of("/projects/demo"),
                                Path.of("/projects/demo/dockerfiles/prod.Dockerfile"),
                                Optional.of("prod"),
                                Map.of("VERSION", "1.0", "RELEASE", "true"),
                                Map.of("org.opencontainers.image.title", "web"),
                                List.of("demo/web:prod", "demo/web:1.0"),
                                Map.of(
                                    "ca-bundle", Path.of("/projects/demo/ca.pem"),
                                    "api-token", Path.of("/projects/demo/compose/token.txt")),
                                Map.of())),
                        List.of(new PublishedPort("127.0.0.1", 58080, 80)),
                        Map.of("dev.gantry.grpc.port", "50052", "note", "a, b=c")))));
  }

  @Test
  void keepsOptionsThatItHasNoPlaceFor() throws Exception {
    assertThat(definition("web").extra())
        .isEqualTo(
            Map.of(
                "context", "https://example.org/web.git#main",
                "dockerfile_inline", "FROM scratch",
                "no_cache", "true",
                "additional_contexts", "{\"base\":\"/projects/demo/base\"}",
                "network", "host",
                "secrets", "home",
                "ulimits", "{\"nofile\":{\"soft\":20,\"hard\":40}}",
                "platforms", "linux/amd64,linux/arm64"));
  }

  @Test
  void namesAnImageWithoutNameAsTheComposeToolDoes() throws Exception {
    assertThat(definition("unnamed"))
        .isEqualTo(
            new BuildDefinition(
                Path.of("/projects/demo/other"),
                Path.of("/projects/demo/other/Dockerfile"),
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of("demo-unnamed"),
                Map.of(),
                Map.of()));
  }

  @Test
  void doesNotKnowPortsThatTheEnginePicks() throws Exception {
    assertThat(service("web").ports())
        .isEqualTo(
            List.of(
                new PublishedPort("", 3000, 3000),
                new PublishedPort("", 3001, 3001),
                new PublishedPort("", 0, 9000),
                new PublishedPort("", 0, 90)));
  }

  @Test
  void refusesWhatIsNoJson() {
    assertThatThrownBy(() -> model.read(MODE, "name: demo"))
        .isInstanceOf(JsonProcessingException.class);
  }

  private BuildDefinition definition(String service) throws JsonProcessingException {
    return service(service).build().orElseThrow();
  }

  private Service service(String name) throws JsonProcessingException {
    return model.read(MODE, Recorded.text("config-rare.json")).services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
