package dev.gantry;

import dev.gantry.adapter.privateengine.EngineHome;
import dev.gantry.adapter.process.JdkProcessRunner;
import dev.gantry.adapter.process.ProcessRunner;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs of this machine that tests call.
public final class Programs {

  private Programs() {}

  /// Runs programs as this process would.
  public static ProcessRunner runner() {
    return new JdkProcessRunner(System.getenv(), Path.of("").toAbsolutePath());
  }

  /// Finds a program on the PATH, among the plugins of the Docker CLI (`docker-compose`), or among
  /// what Gantry's own engine has of both.
  public static Optional<Path> find(String name) {
    Path home = Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home")));
    Path own = EngineHome.of(System.getenv(), home).cache().resolve("engine/current/usr");
    Stream<Path> folders =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1)).map(Path::of);
    Stream<Path> plugins =
        Stream.of(
            home.resolve(".docker/cli-plugins"),
            Path.of("/usr/local/lib/docker/cli-plugins"),
            Path.of("/usr/lib/docker/cli-plugins"),
            Path.of("/usr/libexec/docker/cli-plugins"),
            own.resolve("libexec/docker/cli-plugins"),
            own.resolve("lib/docker/cli-plugins"));
    return Stream.of(folders, Stream.of(own.resolve("bin")), plugins)
        .flatMap(all -> all)
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
