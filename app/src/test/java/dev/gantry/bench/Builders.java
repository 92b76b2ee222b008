package dev.gantry.bench;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.buildkit.BuildKit;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildOutcome;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The two that are compared: Gantry's driver in this process, and buildx.
final class Builders implements AutoCloseable {

  private final BuildKit gantry =
      new BuildKit(EngineAvailable::address, _ -> Optional.empty(), new EngineDialer());
  private final Path buildx = Programs.buildx();
  private final Programs programs;
  private final Map<String, String> environment;

  /// @param directory for what buildx writes down
  Builders(Path directory) throws IOException {
    this.programs = new Programs(directory.resolve("output.log"));
    Path config = Files.createDirectories(directory.resolve("config"));
    this.environment = Map.of("DOCKER_CONFIG", config.toString());
  }

  /// Builds with Gantry and returns the milliseconds that it took.
  double gantry(Path context, String image, boolean noCache) throws InterruptedException {
    BuildDefinition definition =
        BuildDefinition.of(context, context.resolve("Dockerfile")).tags(List.of(image)).build();
    BuildTarget target = new BuildTarget("bench", "bench", "bench", image, definition, Map.of());
    long begin = System.nanoTime();
    BuildOutcome outcome =
        gantry.runner().start(BuildRequest.of(target, noCache, false), _ -> {}).await();
    if (!(outcome instanceof BuildOutcome.Succeeded)) {
      throw new IllegalStateException("not built: " + outcome);
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  /// Builds with buildx and returns the milliseconds that it took.
  double buildx(Path context, String image, boolean noCache)
      throws IOException, InterruptedException {
    return programs.time(buildxCommand(context, image, noCache), environment);
  }

  /// Builds with buildx and returns the MiB that it needed.
  double buildxMebibytes(Path context, String image) throws IOException, InterruptedException {
    return programs.peakMebibytes(buildxCommand(context, image, false), environment);
  }

  /// Runs a program and returns the milliseconds that it took.
  double time(List<String> command) throws IOException, InterruptedException {
    return programs.time(command, Map.of());
  }

  /// Tells a command to end that has the engine run a program, and returns the milliseconds after
  /// which the program is gone.
  double cancelled(List<String> command, String program) throws IOException, InterruptedException {
    return programs.timeOfEnd(command, environment, program, Process::destroy);
  }

  /// The same with a command that is killed (`kill -9`), in a process of its own.
  double killed(List<String> command, String program) throws IOException, InterruptedException {
    Map<String, String> alone = new HashMap<>(environment);
    alone.put("GANTRY_RESIDENT", "off");
    return programs.timeOfEnd(command, alone, program, Process::destroyForcibly);
  }

  /// Runs a program and returns the MiB that it needed.
  double mebibytes(List<String> command) throws IOException, InterruptedException {
    return programs.peakMebibytes(command, Map.of());
  }

  /// What builds with buildx.
  List<String> buildxCommand(Path context, String image, boolean noCache) {
    List<String> command =
        new ArrayList<>(List.of(buildx.toString(), "build", "--progress=plain", "-t", image));
    if (noCache) {
      command.add("--no-cache");
    }
    command.add(context.toString());
    return command;
  }

  @Override
  public void close() {
    gantry.close();
  }
}
