package dev.gantry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A copy of the service's sources in the mode `dev`, run by plain compose under a name and a port
/// of its own.
final class DevMode {
  private static final String SERVER_INFO =
      "llm-service/server/src/main/java/dev/gantry/llm/rpc/ServerInfoGrpc.java";
  private static final String VERSION = ".setVersion(version)";

  private final ServiceCopy copy;
  private final String original;
  private final Programs programs;
  private final Path compose;
  private final Map<String, String> environment;
  private final List<Path> overlays = new ArrayList<>();

  /// @param repository the clone that is copied
  DevMode(Path repository, Path work, int port) throws IOException {
    copy = new ServiceCopy(repository, work.resolve("clone"));
    Path folder = Files.createDirectories(copy.directory().resolve("compose"));
    for (String name : List.of("compose.yml", "compose.dev.yml", "no-ca-bundle.pem")) {
      Files.copy(repository.resolve("compose").resolve(name), folder.resolve(name));
    }
    original = copy.read(SERVER_INFO);
    programs = new Programs(work.resolve("programs.log"));
    compose = Programs.plugin("docker-compose");
    Path docker = work.resolve("docker");
    Path plugins = Files.createDirectories(docker.resolve("cli-plugins"));
    Files.createSymbolicLink(plugins.resolve("docker-buildx"), Programs.buildx());
    environment =
        Map.of(
            "DOCKER_CONFIG", docker.toString(),
            "COMPOSE_PROJECT_NAME", "gantry-bench-devloop",
            "GANTRY_PUBLISHED_PORT", Integer.toString(port),
            "GANTRY_DEBUG_PORT", Integer.toString(port + 1),
            // compose asks whether a secret may be read that lies outside of the context
            "BUILDX_BAKE_ENTITLEMENTS_FS", "0");
    overlays.add(folder.resolve("compose.yml"));
    overlays.add(folder.resolve("compose.dev.yml"));
  }

  /// Adds a compose file over the others.
  void overlay(String name, String text) throws IOException {
    Path file = copy.directory().resolve("compose").resolve(name);
    Files.writeString(file, text);
    overlays.add(file);
  }

  /// Saves the source of the answer.
  void save(String version) throws IOException {
    copy.put(
        SERVER_INFO,
        Optional.of(original.replace(VERSION, ".setVersion(\"%s\")".formatted(version))));
  }

  /// Copies the sources into a container that has none mounted: watching begins with what is saved.
  void copySources() throws IOException, InterruptedException {
    compose("cp", copy.directory().resolve("llm-service").toString(), "llm-service:/src/");
  }

  double compose(String... arguments) throws IOException, InterruptedException {
    return programs.time(command(arguments), environment);
  }

  /// Starts compose and lets it run.
  Process start(String... arguments) throws IOException {
    return programs.start(command(arguments), environment);
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(compose.toString()));
    overlays.forEach(file -> command.addAll(List.of("--file", file.toString())));
    command.addAll(List.of(arguments));
    return command;
  }

  /// Takes everything away that was brought up.
  void down() throws IOException, InterruptedException {
    compose("down", "--volumes", "--timeout", "1");
  }
}
