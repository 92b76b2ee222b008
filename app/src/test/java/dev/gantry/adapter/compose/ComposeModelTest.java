package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.SecretSource;
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

  private static final Path DIRECTORY = Path.of("/projects/demo/compose");

  private final ComposeModel model = new ComposeModel();

  @Test
  void readsServicesWithBuildsPortsAndLabels() throws Exception {
    assertThat(model.read(MODE, Recorded.text("config-prod.json"), DIRECTORY))
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
                            BuildDefinition.of(
                                    Path.of("/projects/demo"),
                                    Path.of("/projects/demo/dockerfiles/prod.Dockerfile"))
                                .stage(Optional.of("prod"))
                                .args(Map.of("VERSION", "1.0", "RELEASE", "true"))
                                .labels(Map.of("org.opencontainers.image.title", "web"))
                                .tags(List.of("demo/web:prod", "demo/web:1.0"))
                                .access(
                                    new BuildAccess(
                                        Map.of(
                                            "ca-bundle",
                                            secret("/projects/demo/ca.pem"),
                                            "api-token",
                                            secret("/projects/demo/compose/token.txt")),
                                        Map.of()))
                                .build()),
                        List.of(new PublishedPort("127.0.0.1", 58080, 80)),
                        Map.of("dev.gantry.grpc.port", "50052", "note", "a, b=c")))));
  }

  @Test
  void namesAnImageWithoutNameAsTheComposeToolDoes() throws Exception {
    assertThat(definition("unnamed"))
        .isEqualTo(
            BuildDefinition.of(
                    Path.of("/projects/demo/other"), Path.of("/projects/demo/other/Dockerfile"))
                .tags(List.of("demo-unnamed"))
                .build());
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
    assertThatThrownBy(() -> model.read(MODE, "name: demo", DIRECTORY))
        .isInstanceOf(JsonProcessingException.class);
  }

  private static SecretSource secret(String file) {
    return new SecretSource.FromFile(Path.of(file));
  }

  private BuildDefinition definition(String service) throws JsonProcessingException {
    return service(service).build().orElseThrow();
  }

  private Service service(String name) throws JsonProcessingException {
    return model.read(MODE, Recorded.text("config-rare.json"), DIRECTORY).services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
