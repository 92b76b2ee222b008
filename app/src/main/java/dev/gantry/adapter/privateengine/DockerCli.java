package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.apt.Toolbox;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.OutputLine;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.adapter.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Asks the private engine through the docker CLI of its packages.
final class DockerCli {

  private static final Duration QUESTION = Duration.ofSeconds(10);
  private static final Duration IMPORT = Duration.ofMinutes(10);

  /// The engine names a network's bridge after the network's identifier.
  private static final int BRIDGE_IDENTIFIER_LENGTH = 12;

  private final ProcessRunner runner;
  private final Command docker;

  DockerCli(ProcessRunner runner, Toolbox box, EngineHome home) {
    this.runner = runner;
    Path program = box.program("docker").orElse(box.root().resolve("usr/bin/docker"));
    this.docker =
        Command.of(program.toString(), "--host", home.address().host())
            .withoutEnvironment("DOCKER_HOST")
            .withoutEnvironment("DOCKER_CONTEXT")
            .withoutEnvironment("DOCKER_TLS_VERIFY");
  }

  /// The engine's version, once it answers.
  Optional<String> version() throws IOException, InterruptedException {
    CommandResult result =
        runner.run(docker.plus("version", "--format", "{{.Server.Version}}"), QUESTION);
    return result.isSuccess() ? Optional.of(result.outputText().strip()) : Optional.empty();
  }

  /// The interfaces of the networks that people made; nothing when the engine does not answer.
  Set<String> bridges() throws IOException, InterruptedException {
    CommandResult result =
        runner.run(
            docker.plus("network", "ls", "--quiet", "--no-trunc", "--filter", "driver=bridge"),
            QUESTION);
    return result.isSuccess()
        ? result.output().stream()
            .filter(id -> id.length() > BRIDGE_IDENTIFIER_LENGTH)
            .map(id -> "br-" + id.substring(0, BRIDGE_IDENTIFIER_LENGTH))
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  boolean hasImage(String image) throws IOException, InterruptedException {
    return runner
        .run(docker.plus("image", "inspect", "--format", "{{.Id}}", image), QUESTION)
        .isSuccess();
  }

  RunningProcess pull(String image, Consumer<OutputLine> lines) throws IOException {
    return runner.start(docker.plus("pull", image), lines);
  }

  /// Makes an image of one layer from a tar file.
  ///
  /// @param changes Dockerfile instructions for the image's configuration
  CommandResult importImage(Path tar, String image, List<String> changes)
      throws IOException, InterruptedException {
    Command command = docker.plus("import");
    for (String change : changes) {
      command = command.plus("--change", change);
    }
    return runner.run(command.plus(tar.toString(), image), IMPORT);
  }
}
