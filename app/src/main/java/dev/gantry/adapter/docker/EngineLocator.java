package dev.gantry.adapter.docker;

import dev.gantry.adapter.docker.EngineCandidates.Chosen;
import dev.gantry.adapter.docker.EngineCandidates.Usual;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds out where the engine listens, in the order of the Docker CLI: `DOCKER_HOST`,
/// `DOCKER_CONTEXT`, the current context of the Docker configuration, the default socket. The CLI
/// ends there; rootless Docker, the desktop products and Podman listen elsewhere, and the private
/// engine is the last resort.
public final class EngineLocator {

  private static final List<String> PIPES =
      List.of("npipe:////./pipe/docker_engine", "npipe:////./pipe/dockerDesktopLinuxEngine");
  private static final List<String> HOME_SOCKETS =
      List.of(
          ".docker/run/docker.sock",
          ".docker/desktop/docker.sock",
          ".rd/docker.sock",
          ".colima/default/docker.sock",
          ".config/colima/default/docker.sock",
          ".orbstack/run/docker.sock");
  private static final List<String> ENGINE_PROGRAMS = List.of("dockerd", "podman");
  private static final List<String> SYSTEM_PROGRAM_DIRECTORIES =
      List.of("usr/bin", "usr/sbin", "usr/local/bin", "usr/local/sbin");

  private final EngineEnvironment environment;
  private final Supplier<Optional<EngineAddress>> privateEngine;

  /// @param privateEngine where the private engine listens, when it has been set up
  public EngineLocator(
      EngineEnvironment environment, Supplier<Optional<EngineAddress>> privateEngine) {
    this.environment = environment;
    this.privateEngine = privateEngine;
  }

  /// Looks anew, since configuration and environment of engines change while the app runs.
  ///
  /// @throws GantryException with an `EngineConfigurationInvalid`
  EngineCandidates locate() {
    Optional<String> host = environment.variable("DOCKER_HOST");
    if (host.isPresent()) {
      return new Chosen(fromEnvironment(host.get()));
    }
    DockerContexts contexts = new DockerContexts(environment.dockerConfig());
    Optional<String> context =
        environment
            .variable("DOCKER_CONTEXT")
            .map(DockerContexts::named)
            .orElseGet(contexts::current);
    return context
        .<EngineCandidates>map(name -> new Chosen(checked(contexts.address(name))))
        .orElseGet(() -> new Usual(usualAddresses()));
  }

  /// Whether the engine that is meant can be reached by a program only, as over SSH.
  public boolean needsProgram() {
    try {
      return locate() instanceof Chosen(EngineAddress address) && address.host().startsWith("ssh:");
    } catch (GantryException _) {
      return false; // the command says what is wrong
    }
  }

  /// Whether an engine is installed on this machine, be it stopped.
  boolean hasEngineProgram() {
    Stream<Path> onPath =
        environment.variable("PATH").stream()
            .flatMap(path -> Pattern.compile(File.pathSeparator).splitAsStream(path))
            .filter(directory -> !directory.isBlank())
            .map(Path::of);
    Stream<Path> usual = SYSTEM_PROGRAM_DIRECTORIES.stream().map(environment.root()::resolve);
    return Stream.concat(onPath, usual)
        .flatMap(directory -> ENGINE_PROGRAMS.stream().map(directory::resolve))
        .anyMatch(Files::isExecutable);
  }

  private EngineAddress fromEnvironment(String host) {
    boolean verified = environment.variable("DOCKER_TLS_VERIFY").isPresent();
    boolean tls = verified || environment.variable("DOCKER_TLS").isPresent();
    try {
      return checked(
          new EngineAddress(
              DockerHost.normalized(host, tls),
              Source.ENVIRONMENT,
              tls ? Optional.of(certificates()) : Optional.empty(),
              tls && !verified));
    } catch (IllegalArgumentException e) {
      throw invalid("DOCKER_HOST", String.valueOf(e.getMessage()));
    }
  }

  private Path certificates() {
    return environment
        .variable("DOCKER_CERT_PATH")
        .map(Path::of)
        .orElseGet(environment::dockerConfig);
  }

  /// As the Docker CLI, takes a directory without authorities or without an identity, but no
  /// certificate without its key.
  private static EngineAddress checked(EngineAddress address) {
    address
        .tlsDirectory()
        .ifPresent(
            directory -> {
              Path certificate = directory.resolve("cert.pem");
              Path key = directory.resolve("key.pem");
              boolean identity = Files.exists(certificate) || Files.exists(key);
              Stream.of(directory.resolve("ca.pem"), certificate, key)
                  .filter(Files::exists)
                  .filter(file -> !Files.isReadable(file))
                  .findFirst()
                  .or(
                      () ->
                          Stream.of(certificate, key)
                              .filter(file -> identity && !Files.exists(file))
                              .findFirst())
                  .ifPresent(
                      file -> {
                        throw invalid(file.toString(), "cannot be read");
                      });
              if (!Files.isDirectory(directory)) {
                throw invalid(directory.toString(), "no such directory");
              }
            });
    return address;
  }

  private List<EngineAddress> usualAddresses() {
    List<EngineAddress> addresses = new ArrayList<>();
    usualHosts()
        .map(host -> new EngineAddress(host, Source.DEFAULT_SOCKET, Optional.empty()))
        .forEach(addresses::add);
    privateEngine.get().ifPresent(addresses::add);
    return addresses;
  }

  private Stream<String> usualHosts() {
    if (environment.windows()) {
      return PIPES.stream();
    }
    Optional<Path> runtime = environment.variable("XDG_RUNTIME_DIR").map(Path::of);
    return Stream.of(
            Stream.of(environment.root().resolve(DockerHost.DEFAULT_SOCKET.substring(1))),
            runtime.stream().map(directory -> directory.resolve("docker.sock")),
            HOME_SOCKETS.stream().map(environment.home()::resolve),
            runtime.stream().map(directory -> directory.resolve("podman/podman.sock")),
            Stream.of(environment.root().resolve("run/podman/podman.sock")))
        .flatMap(sockets -> sockets)
        .map(socket -> "unix://" + socket);
  }

  private static GantryException invalid(String where, String cause) {
    return new GantryException(new Problem.EngineConfigurationInvalid(where, cause));
  }
}
