package dev.gantry.domain.build;

import static dev.gantry.domain.build.Reports.announced;
import static dev.gantry.domain.build.Reports.done;
import static dev.gantry.domain.build.Reports.failed;
import static dev.gantry.domain.build.Reports.started;
import static dev.gantry.domain.build.Reports.wrote;

import dev.gantry.domain.build.FakeBuildRunner.Script;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class FakeBuildRunnerTest extends BuildRunnerContract {

  private static final String RUN = "[2/2] RUN echo oops >&2; exit 7";
  private static final List<String> TAGS = List.of("fake:1", "fake:latest");

  private final FakeBuildRunner runner = new FakeBuildRunner(FakeBuildRunnerTest::script);

  @Override
  protected BuildRunner runner() {
    return runner;
  }

  @Override
  protected BuildRequest succeeding() {
    return request("succeeding");
  }

  @Override
  protected BuildRequest failing() {
    return request("failing");
  }

  @Override
  protected BuildRequest lasting() {
    return request("lasting");
  }

  @Override
  protected BuildRequest withoutDockerfile() {
    return request("incomplete");
  }

  private static BuildRequest request(String name) {
    BuildDefinition definition =
        BuildDefinition.of(Path.of("/context"), Path.of("/context/Dockerfile")).tags(TAGS).build();
    return BuildRequest.of(new BuildTarget(name, name, "web", "fake:1", definition));
  }

  private static Script script(BuildRequest request) {
    return switch (request.target().name()) {
      case "succeeding" ->
          new Script(
              List.of(announced("[1/1] COPY"), done("[1/1] COPY", 1, 2)),
              Optional.of(
                  new BuildOutcome.Succeeded(
                      Optional.of(new Digest("sha256:" + "0".repeat(64))),
                      TAGS,
                      List.of(),
                      Duration.ofSeconds(1))));
      case "failing" ->
          new Script(
              List.of(started(RUN, 1), wrote(RUN, "oops\n"), failed(RUN, 1, 2, "exit code: 7")),
              Optional.of(
                  new BuildOutcome.Failed(
                      new Problem.StepFailed(
                          RUN,
                          Optional.of(7),
                          "Dockerfile",
                          Optional.of(3),
                          "RUN echo oops >&2; exit 7",
                          List.of("oops"),
                          "exit code: 7"),
                      Duration.ofSeconds(1))));
      case "lasting" ->
          new Script(List.of(started("RUN", 1), wrote("RUN", "begun\n")), Optional.empty());
      default ->
          new Script(
              List.of(),
              Optional.of(
                  new BuildOutcome.Failed(
                      new Problem.FileMissing(Path.of("/context/Dockerfile")),
                      Duration.ofSeconds(1))));
    };
  }
}
