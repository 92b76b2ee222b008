package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.apt.Distribution;
import dev.gantry.domain.problem.PrivateEngineObstacle;
import dev.gantry.domain.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a private engine needs to know about the machine and its user.
///
/// @param osName as Java names the system, for example `Linux`
/// @param userId number of the user that this process runs as; 0 is root
/// @param path directories that the system's programs are looked up in
record HostSystem(String osName, Distribution distribution, int userId, List<Path> path) {

  private static final int ROOT = 0;
  private static final int UNKNOWN_USER = -1;
  private static final List<String> PACKAGE_TOOLS =
      List.of("apt-get", "apt-cache", "dpkg", "dpkg-deb", "dpkg-query");

  /// Missing from the path of a root shell that `su` opened.
  private static final List<String> ADMINISTRATION = List.of("/usr/sbin", "/sbin");

  HostSystem {
    path = List.copyOf(path);
  }

  static HostSystem read(Map<String, String> environment) {
    List<Path> path =
        Stream.concat(
                Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)),
                ADMINISTRATION.stream())
            .filter(directory -> !directory.isBlank())
            .map(Path::of)
            .distinct()
            .toList();
    Distribution distribution = Distribution.parse(releaseLines(Path.of("/etc/os-release")));
    return new HostSystem(System.getProperty("os.name"), distribution, currentUser(), path);
  }

  /// What keeps a private engine from running here, if anything does.
  Optional<Problem.PrivateEngineUnsupported> obstacle() {
    if (!osName.equals("Linux")) {
      return obstacle(PrivateEngineObstacle.NOT_LINUX, osName);
    }
    if (!distribution.isSupported()) {
      return obstacle(PrivateEngineObstacle.OTHER_DISTRIBUTION, distribution.prettyName());
    }
    List<String> missing = PACKAGE_TOOLS.stream().filter(tool -> program(tool).isEmpty()).toList();
    if (!missing.isEmpty()) {
      return obstacle(PrivateEngineObstacle.NO_PACKAGE_TOOLS, String.join(", ", missing));
    }
    if (userId != ROOT) {
      return obstacle(PrivateEngineObstacle.NOT_ROOT, System.getProperty("user.name"));
    }
    return Optional.empty();
  }

  Optional<Path> program(String name) {
    return path.stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  String pathVariable() {
    return String.join(File.pathSeparator, path.stream().map(Path::toString).toList());
  }

  private static Optional<Problem.PrivateEngineUnsupported> obstacle(
      PrivateEngineObstacle obstacle, String found) {
    return Optional.of(new Problem.PrivateEngineUnsupported(obstacle, found));
  }

  /// None where there is no such file, as on other systems.
  private static List<String> releaseLines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of();
    }
  }

  private static int currentUser() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer user
          ? user
          : UNKNOWN_USER;
    } catch (IOException | UnsupportedOperationException _) {
      return UNKNOWN_USER;
    }
  }
}
