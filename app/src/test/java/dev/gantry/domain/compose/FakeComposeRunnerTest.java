package dev.gantry.domain.compose;

import dev.gantry.domain.build.BuildDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class FakeComposeRunnerTest extends ComposeRunnerContract {

  private static final Path DIRECTORY = Path.of("/projects/demo");

  private final FakeComposeRunner runner = runnerWithSlowMode();

  @Override
  protected ComposeRunner runner() {
    return runner;
  }

  @Override
  protected Path directory() {
    return DIRECTORY;
  }

  private static FakeComposeRunner runnerWithSlowMode() {
    Mode dev = mode("dev");
    Mode prod = mode("prod");
    Mode slow = mode("slow");
    BuildDefinition build =
        BuildDefinition.of(DIRECTORY, DIRECTORY.resolve("Dockerfile"))
            .tags(List.of("demo:prod"))
            .build();
    FakeComposeRunner runner =
        new FakeComposeRunner(
            new Project(DIRECTORY, DIRECTORY.resolve("compose.yml"), List.of(dev, prod, slow)),
            List.of(
                model(dev, Optional.empty()),
                model(prod, Optional.of(build)),
                model(slow, Optional.empty())));
    runner.stayUnhealthy("slow");
    return runner;
  }

  private static Mode mode(String name) {
    return new Mode(name, Optional.of(DIRECTORY.resolve("compose." + name + ".yml")));
  }

  private static ModeModel model(Mode mode, Optional<BuildDefinition> build) {
    return new ModeModel(
        mode,
        "demo",
        List.of(new Service("web", "demo:" + mode.name(), build, List.of(), Map.of())));
  }
}
