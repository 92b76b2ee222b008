package dev.gantry.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.adapter.process.Command;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeCallsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(5);

  @TempDir private Path root;

  private final FakeProcessRunner processes =
      new FakeProcessRunner()
          .answer("docker compose version --short", 0, "2.40.3")
          .answer("docker compose", 0, "done");

  @Test
  void asksForOutputThatProgramsRead() throws Exception {
    calls().call(Optional.empty(), List.of("ps"), DEADLINE);

    assertThat(last().arguments())
        .containsExactly("docker", "compose", "--ansi", "never", "--progress", "json", "ps");
  }

  @Test
  void handsTheEngineOn() throws Exception {
    calls()
        .call(
            Optional.of(
                new EngineAddress(
                    "tcp://lab:2376", Source.CONTEXT, Optional.of(Path.of("/certs")))),
            List.of("ps"),
            DEADLINE);

    assertThat(last().environment())
        .isEqualTo(
            Map.of(
                "DOCKER_HOST", "tcp://lab:2376",
                "DOCKER_TLS_VERIFY", "1",
                "DOCKER_CERT_PATH", "/certs"));
    assertThat(last().removed()).contains("DOCKER_CONTEXT", "DOCKER_TLS", "COMPOSE_FILE");
  }

  @Test
  void handsTheAuthoritiesOfThisMachineOn() throws Exception {
    Path bundle = root.resolve("etc/ssl/certs/ca-certificates.crt");
    Files.createDirectories(bundle.getParent());
    Files.writeString(bundle, "certificates");

    calls().call(Optional.empty(), List.of("config"), DEADLINE);

    assertThat(last().environment()).containsEntry("GANTRY_CA_BUNDLE", bundle.toString());
  }

  @Test
  void readsAProjectWithoutAskingForTheToolBefore() throws Exception {
    ComposeCalls calls = calls();

    calls.read(List.of("config"), DEADLINE);
    calls.call(Optional.empty(), List.of("ps"), DEADLINE);

    assertThat(processes.calls())
        .extracting(call -> call.arguments().getLast())
        .containsExactly("config", "ps");
  }

  @Test
  void looksForTheToolWhenAProjectCannotBeRead() throws Exception {
    processes.remove("docker compose");
    processes
        .answer("docker compose --progress json", 0)
        .failure("docker compose --ansi never --progress json config", 15, "no such service");

    ComposeResult result = calls().read(List.of("config"), DEADLINE);

    assertThat(result.isSuccess()).isFalse();
    assertThat(processes.calls())
        .extracting(call -> call.arguments().getLast())
        .containsExactly("config", "-q", "config");
  }

  @Test
  void looksForTheToolOnce() throws Exception {
    ComposeCalls calls = calls();
    calls.call(Optional.empty(), List.of("ps"), DEADLINE);
    int before = processes.calls().size();

    calls.call(Optional.empty(), List.of("ps"), DEADLINE);

    assertThat(processes.calls()).hasSize(before + 1);
  }

  @Test
  void looksForTheToolAgainWhenItIsGone() throws Exception {
    ComposeCalls calls = calls();
    calls.call(Optional.empty(), List.of("ps"), DEADLINE);
    processes.remove("docker compose version --short");
    processes.remove("docker compose");

    assertThatThrownBy(() -> calls.call(Optional.empty(), List.of("ps"), DEADLINE))
        .isInstanceOfSatisfying(
            GantryException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.ComposeToolMissing.class));
    processes.answer("docker-compose version --short", 0, "2.40.3");
    processes.answer("docker-compose", 0, "done");

    assertThat(calls.call(Optional.empty(), List.of("ps"), DEADLINE).output()).isEqualTo("done");
  }

  @Test
  void tellsWhyTheToolFailed() throws IOException, InterruptedException {
    FakeProcessRunner failing =
        new FakeProcessRunner()
            .answer("docker compose version --short", 0, "2.40.3")
            .failure(
                "docker compose --ansi",
                1,
                "{\"id\":\"Container a-web-1\",\"status\":\"Starting\"}",
                "{\"error\":true,\"message\":\"container a-web-1 is unhealthy\"}")
            .answer("docker compose", 0);

    ComposeResult result = calls(failing).call(Optional.empty(), List.of("up"), DEADLINE);

    assertThat(result.failure(new ProgressParser())).isEqualTo("container a-web-1 is unhealthy");
  }

  @Test
  void tellsTheExitCodeOfAToolThatSaysNothing() throws InterruptedException {
    FakeProcessRunner failing =
        new FakeProcessRunner()
            .answer("docker compose version --short", 0, "2.40.3")
            .failure("docker compose --ansi", 137)
            .answer("docker compose", 0);

    ComposeResult result = calls(failing).call(Optional.empty(), List.of("up"), DEADLINE);

    assertThat(result.failure(new ProgressParser())).isEqualTo("exit code 137");
  }

  private Command last() {
    return processes.calls().getLast();
  }

  private ComposeCalls calls() {
    return calls(processes);
  }

  private ComposeCalls calls(FakeProcessRunner runner) {
    ComposeEnvironment environment = new ComposeEnvironment(Map.of(), root, root);
    return new ComposeCalls(
        runner,
        new ComposeToolFinder(runner, environment, Optional::empty),
        environment,
        new ReadProjects(),
        root);
  }
}
