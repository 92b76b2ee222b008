package dev.gantry.adapter.privateengine;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The directories of a private engine.
///
/// @param cache programs and package files: can be fetched again, shared by all private engines
/// @param data images, containers, logs and sockets of one engine
public record EngineHome(Path cache, Path data) {

  /// Names the `data` directory of another private engine beside the user's own.
  public static final String VARIABLE = "GANTRY_ENGINE_HOME";

  /// `sun_path` of unix(7) has 108 bytes, one of them for the end.
  static final int SOCKET_PATH_LIMIT_BYTES = 107;

  /// The directories of the XDG base directory specification.
  public static EngineHome of(Map<String, String> environment, Path userHome) {
    Path cache = base(environment, "XDG_CACHE_HOME", userHome.resolve(".cache"));
    Path data = base(environment, "XDG_DATA_HOME", userHome.resolve(".local/share"));
    String own = environment.getOrDefault(VARIABLE, "");
    return new EngineHome(
        cache.resolve("gantry/engine"),
        own.isBlank() ? data.resolve("gantry/engine") : Path.of(own).toAbsolutePath().normalize());
  }

  /// Where the engine listens when it runs.
  public EngineAddress address() {
    return new EngineAddress("unix://" + socket(), Source.PRIVATE_ENGINE, Optional.empty());
  }

  /// The `docker compose` plugin of the engine's packages, once they were fetched. Debian and
  /// Ubuntu have used both directories.
  public Optional<Path> composePlugin() {
    return Stream.of("usr/libexec/docker/cli-plugins", "usr/lib/docker/cli-plugins")
        .map(directory -> cache.resolve("engine/current").resolve(directory))
        .map(directory -> directory.resolve("docker-compose"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Tells engines apart in names that all of the machine shares; 8 characters.
  String id() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(data.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Name of the bridge and of the control group; 15 characters, the most that a network interface
  /// may have.
  String name() {
    return "gantry-" + id();
  }

  Path run() {
    return data.resolve("run");
  }

  Path socket() {
    return run().resolve("docker.sock");
  }

  Path containerdSocket() {
    return run().resolve("containerd.sock");
  }

  Path daemonConfiguration() {
    return data.resolve("etc/daemon.json");
  }

  Path containerdConfiguration() {
    return data.resolve("etc/containerd.toml");
  }

  Path daemonLog() {
    return data.resolve("log/dockerd.log");
  }

  Path containerdLog() {
    return data.resolve("log/containerd.log");
  }

  Path daemonData() {
    return data.resolve("docker");
  }

  Path containerdData() {
    return data.resolve("containerd");
  }

  /// Programs that are chosen for this kernel.
  Path programs() {
    return data.resolve("bin");
  }

  Path networkState() {
    return data.resolve("network.properties");
  }

  /// The engine's range of addresses.
  Path subnet() {
    return data.resolve("subnet");
  }

  /// Exists from a start to the stop that belongs to it.
  Path runningMark() {
    return data.resolve("running");
  }

  Path lock() {
    return data.resolve("lock");
  }

  /// Checks that the kernel takes the paths of all sockets.
  void checkSocketPaths() {
    Path longest = containerdSocket().resolveSibling("containerd.sock.ttrpc");
    if (longest.toString().getBytes(StandardCharsets.UTF_8).length > SOCKET_PATH_LIMIT_BYTES) {
      throw new GantryException(new Problem.SocketPathTooLong(longest, SOCKET_PATH_LIMIT_BYTES));
    }
  }

  /// Relative paths are to be ignored, says the specification.
  private static Path base(Map<String, String> environment, String variable, Path otherwise) {
    Path named = Path.of(environment.getOrDefault(variable, ""));
    return named.isAbsolute() ? named : otherwise;
  }
}
