package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.engine.EngineStatus.Unreachable;
import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.Problem.EngineProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSearchTest {

  private static final EngineAddress PRIVATE =
      new EngineAddress(
          "unix:///cache/gantry/engine.sock", Source.PRIVATE_ENGINE, Optional.empty());

  @TempDir private Path root;

  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, EngineStatus> statuses = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private Optional<EngineAddress> privateEngine = Optional.empty();

  @Test
  void takesTheFirstThatAnswers() {
    answers(desktop());

    assertThat(search().find()).isEqualTo(reachable(desktop()));
    assertThat(asked).startsWith(system().host()).endsWith(desktop().host());
  }

  @Test
  void fallsBackOnThePrivateEngine() {
    privateEngine = Optional.of(PRIVATE);
    refuses(system());
    answers(PRIVATE);

    assertThat(search().find()).isEqualTo(reachable(PRIVATE));
  }

  @Test
  void staysWithTheEngineInUse() {
    privateEngine = Optional.of(PRIVATE);
    answers(PRIVATE);
    EngineSearch search = search();
    search.find();

    answers(system());

    assertThat(search.find()).isEqualTo(reachable(PRIVATE));
  }

  @Test
  void takesAnotherWhenTheEngineInUseIsGone() {
    privateEngine = Optional.of(PRIVATE);
    answers(PRIVATE);
    EngineSearch search = search();
    search.find();

    answers(system());
    refuses(PRIVATE);

    assertThat(search.find()).isEqualTo(reachable(system()));
  }

  @Test
  void doesNotReplaceAnEngineThatTheUserChose() {
    privateEngine = Optional.of(PRIVATE);
    answers(system());
    answers(PRIVATE);
    variables.put("DOCKER_HOST", "unix:///run/own.sock");

    assertThat(search().find())
        .isEqualTo(
            new Unreachable(
                missing(
                    new EngineAddress(
                        "unix:///run/own.sock", Source.ENVIRONMENT, Optional.empty()))));
    assertThat(asked).containsExactly("unix:///run/own.sock");
  }

  @Test
  void saysThatNoEngineIsInstalled() {
    assertThat(search().find())
        .isInstanceOfSatisfying(
            Unreachable.class,
            status ->
                assertThat(status.problem())
                    .isInstanceOfSatisfying(
                        Problem.EngineNotInstalled.class,
                        problem ->
                            assertThat(problem.tried())
                                .contains(system().host(), desktop().host())));
  }

  @Test
  void saysThatAnInstalledEngineDoesNotRun() throws IOException {
    Path program = Files.createDirectories(root.resolve("usr/bin")).resolve("dockerd");
    Files.writeString(program, "");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(search().find()).isEqualTo(new Unreachable(missing(system())));
  }

  @Test
  void saysThatTheSocketMayNotBeUsedRatherThanThatAnotherIsDead() {
    refuses(system());
    statuses.put(
        desktop().host(),
        new Unreachable(new Problem.EnginePermissionDenied(desktop().host(), "Permission denied")));

    assertThat(search().find()).isEqualTo(statuses.get(desktop().host()));
  }

  @Test
  void saysThatThePrivateEngineDoesNotRun() {
    privateEngine = Optional.of(PRIVATE);

    assertThat(search().find()).isEqualTo(new Unreachable(missing(PRIVATE)));
  }

  @Test
  void saysThatTheEngineWentAway() {
    answers(system());
    EngineSearch search = search();
    search.find();

    refuses(system());

    assertThat(search.find())
        .isEqualTo(
            new Unreachable(new Problem.EngineWentAway(system().host(), "Connection refused")));
  }

  @Test
  void saysThatTheEngineWentAwayThoughItTookItsSocketAlong() {
    answers(system());
    EngineSearch search = search();
    search.find();

    statuses.clear();

    assertThat(search.find())
        .isEqualTo(new Unreachable(new Problem.EngineWentAway(system().host(), "")));
  }

  private EngineSearch search() {
    return new EngineSearch(
        new EngineLocator(
            new EngineEnvironment(variables, root.resolve("home"), root, false),
            () -> privateEngine),
        address -> {
          asked.add(address.host());
          return statuses.getOrDefault(address.host(), new Unreachable(missing(address)));
        });
  }

  private void answers(EngineAddress address) {
    statuses.put(address.host(), reachable(address));
  }

  private void refuses(EngineAddress address) {
    statuses.put(
        address.host(),
        new Unreachable(new Problem.EngineNotRunning(address.host(), "Connection refused")));
  }

  private static EngineStatus reachable(EngineAddress address) {
    return new Reachable(address, "28.5.2", "1.51", "linux/amd64");
  }

  private static EngineProblem missing(EngineAddress address) {
    return new Problem.EngineNotRunning(address.host(), Causes.ABSENT);
  }

  private EngineAddress system() {
    return usual(root.resolve("var/run/docker.sock"));
  }

  private EngineAddress desktop() {
    return usual(root.resolve("home/.docker/desktop/docker.sock"));
  }

  private static EngineAddress usual(Path socket) {
    return new EngineAddress("unix://" + socket, Source.DEFAULT_SOCKET, Optional.empty());
  }
}
