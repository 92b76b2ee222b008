package dev.gantry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A copy of the service's sources in one of its modes, run by plain compose under a name and a
/// port of its own.
final class CopiedMode {
  /// Where the server's sources are, in the clone and in the container.
  static final String SOURCES = "llm-service/server/src/main";

  private static final String SERVER_INFO =
      SOURCES + "/java/dev/gantry/llm/rpc/ServerInfoGrpc.java";
  private static final String VERSION = ".setVersion(version)";

  private final ServiceCopy copy;
  private final String original;
  private final Programs programs;
  private final Path compose;
  private final Map<String, String> environment;
  private final List<Path> overlays = new ArrayList<>();

  /// @param repository the clone that is copied
  CopiedMode(Path repository, Path work, String mode, int port) throws IOException {
    copy = new ServiceCopy(repository, work.resolve("clone"));
    Path folder = Files.createDirectories(copy.directory().resolve("compose"));
    String overlay = "compose.%s.yml".formatted(mode);
    for (String name : List.of("compose.yml", overlay, "hardened.yml", "no-ca-bundle.pem")) {
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
    overlays.add(folder.resolve(overlay));
    // the images of the clone are left alone
    overlay(
        "compose.image.yml",
        "services: {llm-service: {image: 'gantry-bench-devloop:%s'}}".formatted(mode));
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

  /// Copies the server's sources into a container that has none mounted, and a file that says that
  /// they are there: watching begins with what is saved.
  void copySources() throws IOException, InterruptedException {
    Path sources = copy.directory().resolve(SOURCES);
    compose("cp", sources.toString(), "llm-service:/src/main");
    compose("cp", copy.directory().resolve("pom.xml").toString(), "llm-service:/src/complete");
  }

  double compose(String... arguments) throws IOException, InterruptedException {
    return programs.time(command(arguments), environment);
  }

  /// What a program in the container prints.
  String exec(String... arguments) throws IOException, InterruptedException {
    List<String> exec = new ArrayList<>(List.of("exec", "--no-TTY", "llm-service"));
    exec.addAll(List.of(arguments));
    compose(exec.toArray(String[]::new));
    return programs.printed();
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
