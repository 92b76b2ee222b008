package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.EngineProcesses.EngineProcess;
import dev.gantry.adapter.privateengine.apt.ExclusiveLock;
import dev.gantry.adapter.privateengine.apt.PackageStore;
import dev.gantry.adapter.privateengine.apt.Toolbox;
import dev.gantry.adapter.privateengine.apt.Toolset;
import dev.gantry.adapter.privateengine.apt.Trees;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.DaemonLauncher;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A Docker engine from the distribution's packages, unpacked and run without being installed.
public final class AptPrivateEngine implements PrivateEngine {

  /// The image that Gantry's own Dockerfiles start from.
  public static final String BASE_IMAGE = "debian:trixie-slim";

  static final Toolset ENGINE =
      new Toolset(
          "engine",
          List.of(
              "docker.io (>= 23)",
              "docker-cli | docker.io",
              "containerd",
              "runc",
              "iptables",
              "docker-buildx",
              "docker-compose-v2 | docker-compose (>= 2)",
              "tini-static | tini",
              "busybox-static"),
          List.of("dockerd", "docker", "containerd", "runc"),
          120_000_000);

  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

  private final EngineHome home;
  private final ProcessRunner runner;
  private final HostSystem host;
  private final PackageStore packages;
  private final Toolset toolset;
  private final Map<String, Object> settings;
  private final EngineProcesses processes;
  private final Daemon daemon;
  private final BaseImage baseImage;

  /// An engine in the given directories; nothing is touched yet.
  ///
  /// @param environment the variables of this process
  public AptPrivateEngine(EngineHome home, ProcessRunner runner, Map<String, String> environment) {
    this(
        home,
        runner,
        environment,
        new PackageStore(
            runner, HostSystem.read(environment).distribution(), home.cache(), environment),
        ENGINE,
        Map.of());
  }

  /// An engine of certain packages.
  ///
  /// @param settings of dockerd, as in its configuration file
  AptPrivateEngine(
      EngineHome home,
      ProcessRunner runner,
      Map<String, String> environment,
      PackageStore packages,
      Toolset toolset,
      Map<String, Object> settings) {
    this.home = home;
    this.runner = runner;
    this.host = HostSystem.read(environment);
    this.packages = packages;
    this.toolset = toolset;
    this.settings = Map.copyOf(settings);
    this.processes = new EngineProcesses(Path.of("/proc"), home);
    this.daemon =
        new Daemon(
            home,
            processes,
            new DaemonLauncher(environment),
            new Mounts(runner, Path.of("/proc/self/mountinfo")));
    this.baseImage =
        new BaseImage(runner, packages, home.cache().resolve("base-image"), environment);
  }

  @Override
  public Status status() {
    Optional<Problem.PrivateEngineUnsupported> obstacle = host.obstacle();
    if (obstacle.isPresent()) {
      return new Status.Unsupported(obstacle.get());
    }
    return Failures.translate(home.data(), this::look);
  }

  @Override
  public Plan plan() {
    requireSupport();
    return Failures.translate(
        home.cache(),
        () -> {
          PackageStore.Estimate estimate = packages.estimate(toolset);
          return new Plan(
              estimate.packages(),
              estimate.origins(),
              estimate.sizeBytes(),
              home.cache(),
              home.data(),
              home.socket());
        });
  }

  @Override
  public void start(Consumer<Progress> progress) throws InterruptedException {
    requireSupport();
    home.checkSocketPaths();
    Failures.translateInterruptibly(
        home.data(),
        () -> {
          Files.createDirectories(home.data());
          try (var _ = ExclusiveLock.take(home.lock())) {
            startLocked(progress);
          }
        });
  }

  @Override
  public void stop(Consumer<Progress> progress) throws InterruptedException {
    requireSupport();
    Failures.translateInterruptibly(
        home.data(),
        () -> {
          if (Files.notExists(home.data())) {
            return;
          }
          try (var _ = ExclusiveLock.take(home.lock())) {
            stopLocked(progress);
          }
        });
  }

  @Override
  public void provideBaseImage(Consumer<Progress> progress) throws InterruptedException {
    requireSupport();
    Failures.translateInterruptibly(
        home.data(),
        () -> {
          if (!(look() instanceof Status.Running)) {
            throw new GantryException(new Problem.EngineNotRunning(home.address().host(), ""));
          }
          Toolbox box = packages.provide(toolset, progress);
          baseImage.provide(BASE_IMAGE, new DockerCli(runner, box, home), progress);
        });
  }

  @Override
  public Footprint footprint() {
    return new Footprint(home.cache(), home.data(), home.daemonLog());
  }

  @Override
  public Usage usage() {
    return Failures.translate(
        home.data(), () -> new Usage(Trees.sizeBytes(home.cache()), Trees.sizeBytes(home.data())));
  }

  private Status look() throws IOException, InterruptedException {
    Optional<EngineProcess> running = processes.daemon();
    Optional<Toolbox> box = packages.present(toolset);
    if (running.isPresent() && box.isPresent()) {
      new LogFile(home.daemonLog()).limit();
      String version = new DockerCli(runner, box.get(), home).version().orElse("");
      return new Status.Running(running.get().pid(), home.address(), version);
    }
    if (Files.exists(home.runningMark())
        && Files.readString(home.runningMark()).equals(BootIdentifier.current())) {
      return new Status.Crashed(daemon.logTail());
    }
    return box.isPresent() ? new Status.Stopped() : new Status.Absent();
  }

  private void startLocked(Consumer<Progress> progress) throws IOException, InterruptedException {
    if (look() instanceof Status.Running running && !running.version().isEmpty()) {
      return;
    }
    Toolbox box = packages.provide(toolset, progress);
    progress.accept(new Progress(Phase.START, "", -1));
    DockerCli cli = new DockerCli(runner, box, home);
    Map<String, String> environment = environment(box);
    daemon.end();
    Files.createDirectories(
        home.run(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    new KernelCheck(runner, home).run();
    try {
      NetworkState state = network(box, environment).setUp(processes.hasRival());
      boolean systemd = ControlGroups.isManagedBySystemd(CONTROL_GROUPS);
      new DaemonConfiguration(home, box, state, systemd).write(settings);
      daemon.start(box, environment, cli);
    } catch (IOException | RuntimeException | InterruptedException e) {
      abandon(box, environment, e);
      throw e;
    }
  }

  /// Takes back a start that failed or was cancelled.
  private void abandon(Toolbox box, Map<String, String> environment, Exception failure) {
    boolean interrupted = Thread.interrupted();
    try {
      daemon.end();
      network(box, environment).tearDown(Set.of(), processes.hasRival());
    } catch (IOException | RuntimeException | InterruptedException e) {
      failure.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void stopLocked(Consumer<Progress> progress) throws IOException, InterruptedException {
    progress.accept(new Progress(Phase.STOP, "", -1));
    Optional<Toolbox> box = packages.present(toolset);
    Set<String> bridges =
        box.isPresent() && processes.daemon().isPresent()
            ? new DockerCli(runner, box.get(), home).bridges()
            : Set.of();
    daemon.end();
    if (box.isPresent() && Files.exists(home.networkState())) {
      network(box.get(), environment(box.get())).tearDown(bridges, processes.hasRival());
    }
    ControlGroups.remove(CONTROL_GROUPS, home.name());
  }

  private EngineNetwork network(Toolbox box, Map<String, String> environment)
      throws IOException, InterruptedException {
    Command ip =
        host.program("ip")
            .map(program -> Command.of(program.toString()))
            .or(() -> box.program("busybox").map(program -> Command.of(program.toString(), "ip")))
            .orElse(Command.of("ip"));
    return new EngineNetwork(
        home, PacketFilter.find(runner, box, environment), new Bridge(runner, ip));
  }

  private Map<String, String> environment(Toolbox box) {
    return box.environment(Optional.of(home.programs()), host.pathVariable());
  }

  private void requireSupport() {
    host.obstacle()
        .ifPresent(
            problem -> {
              throw new GantryException(problem);
            });
  }
}
