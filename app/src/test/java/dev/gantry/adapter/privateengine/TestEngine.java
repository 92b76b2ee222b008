package dev.gantry.adapter.privateengine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.EngineAvailable;
import dev.gantry.Programs;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.dial.HttpExchange;
import dev.gantry.adapter.dial.HttpRequest;
import dev.gantry.adapter.privateengine.EngineProcesses.Role;
import dev.gantry.adapter.privateengine.apt.PackageStore;
import dev.gantry.adapter.privateengine.apt.Toolset;
import dev.gantry.adapter.privateengine.apt.Trees;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.PrivateEngine.Status;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real engine of a certain release, beside whatever engine the machine has: with directories,
/// sockets, bridge and control group of its own, and with the base image of the engine under test.
/// Where this machine cannot run it, tests are skipped, or fail where engines have to be there.
public final class TestEngine {

  /// What engines are tested with.
  public enum Release {
    /// Docker 20.10.
    DEBIAN_12("bookworm", "docker.io (<< 21)", false),
    /// Docker 26.1.
    DEBIAN_13("trixie", "docker.io (<< 27)", false),
    /// The release of the private engine, with its images in layers of its own.
    NEWEST("", "", false),
    /// The same with its images in containerd.
    NEWEST_WITH_CONTAINERD("", "", true);

    private final String suite;
    private final String engine;
    private final boolean containerd;

    Release(String suite, String engine, boolean containerd) {
      this.suite = suite;
      this.engine = engine;
      this.containerd = containerd;
    }
  }

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final List<String> BESIDES =
      List.of(
          "docker-cli | docker.io",
          "containerd",
          "runc",
          "iptables",
          "tini-static | tini",
          "busybox-static");

  private final ProcessRunner runner = Programs.runner();
  private final EngineHome home;
  private final AptPrivateEngine engine;
  private final EngineProcesses processes;
  private final Path directory;

  private TestEngine(Release release, Path directory, Map<String, String> more) {
    this.directory = directory;
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(more);
    EngineHome users =
        EngineHome.of(System.getenv(), Path.of(System.getenv().getOrDefault("HOME", "/")));
    HostSystem host = HostSystem.read(System.getenv());
    if (release.suite.isEmpty()) {
      home = new EngineHome(users.cache(), directory.resolve("e"));
      engine =
          new AptPrivateEngine(
              home,
              runner,
              environment,
              new PackageStore(runner, host.distribution(), home.cache(), System.getenv()),
              AptPrivateEngine.ENGINE,
              Map.of("features", Map.of("containerd-snapshotter", release.containerd)));
    } else {
      home =
          new EngineHome(
              users.cache().resolveSibling("engine-" + release.suite), directory.resolve("e"));
      engine =
          new AptPrivateEngine(
              home,
              runner,
              environment,
              new PackageStore(
                  runner,
                  host.distribution(),
                  home.cache(),
                  Optional.of(release.suite),
                  System.getenv()),
              new Toolset(
                  "engine",
                  Stream.concat(Stream.of(release.engine), BESIDES.stream()).toList(),
                  List.of("dockerd", "docker", "containerd", "runc"),
                  90_000_000),
              Map.of());
    }
    processes = new EngineProcesses(Path.of("/proc"), home);
  }

  /// Starts the engine and gives it the base image.
  ///
  /// @param directory empty, with a short path: sockets are in it
  public static TestEngine start(Release release, Path directory) throws Exception {
    return start(release, directory, Map.of());
  }

  /// The same, with more variables in the environment of its daemon.
  public static TestEngine start(Release release, Path directory, Map<String, String> more)
      throws Exception {
    TestEngine started = new TestEngine(release, directory, more);
    Assumptions.assumeFalse(
        started.engine.status() instanceof Status.Unsupported,
        () -> "no engine can be run on this machine: " + started.engine.status());
    try {
      started.engine.start(_ -> {});
      started.takeImage(AptPrivateEngine.BASE_IMAGE);
      return started;
    } catch (GantryException failure) {
      started.close();
      boolean absent = failure.problem() instanceof Problem.PrivateEnginePackagesUnavailable;
      assumeTrue(!absent || EngineAvailable.isRequired(), () -> failure.problem().toString());
      throw failure;
    } catch (Exception failure) {
      started.close();
      throw failure;
    }
  }

  public EngineAddress address() {
    return home.address();
  }

  public Path socket() {
    return home.socket();
  }

  /// For example `20.10.24`.
  public String version() {
    return engine.status() instanceof Status.Running running ? running.version() : "";
  }

  /// Sends the daemon a signal, for example `KILL`.
  public void signal(String name) throws Exception {
    long pid = processes.daemon().orElseThrow().pid();
    CommandResult result = runner.run(Command.of("kill", "-" + name, Long.toString(pid)), SOON);
    if (!result.isSuccess()) {
      throw new IOException(result.failureText());
    }
  }

  /// Starts the daemon again after it has gone; returns when it answers.
  public void restart() throws Exception {
    engine.start(_ -> {});
  }

  /// Ends the engine and removes everything that it has made.
  public void close() throws Exception {
    for (var process : processes.find()) {
      if (process.role() == Role.DAEMON) {
        // a stopped process does not hear that it is to end
        runner.run(Command.of("kill", "-CONT", Long.toString(process.pid())), SOON);
      }
    }
    engine.stop(_ -> {});
    Trees.delete(directory);
  }

  private void takeImage(String image) throws IOException {
    EngineDialer dialer = new EngineDialer();
    try (HttpExchange saved =
            HttpExchange.open(
                dialer.dial(EngineAvailable.address(), false),
                HttpRequest.of("GET", "/images/" + image + "/get"));
        HttpExchange loaded =
            HttpExchange.open(
                dialer.dial(address(), false),
                HttpRequest.of("POST", "/images/load")
                    .with("Content-Type", "application/x-tar")
                    .withBody(saved.body()))) {
      String said = new String(loaded.body().readAllBytes(), StandardCharsets.UTF_8);
      if (loaded.head().status() != 200 || said.contains("\"error\"")) {
        throw new IOException("the image was not taken: " + said);
      }
    }
  }
}
