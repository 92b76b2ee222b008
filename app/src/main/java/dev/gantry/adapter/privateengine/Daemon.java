package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.EngineProcesses.EngineProcess;
import dev.gantry.adapter.privateengine.EngineProcesses.Role;
import dev.gantry.adapter.privateengine.apt.Toolbox;
import dev.gantry.adapter.privateengine.apt.Trees;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.DaemonLauncher;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.KernelFeature;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// dockerd and containerd as processes: their start, and the end of them and of all that they
/// started.
final class Daemon {

  private static final Duration TO_ANSWER = Duration.ofSeconds(90);

  /// dockerd gives its containers 15 seconds.
  private static final Duration TO_END = Duration.ofSeconds(40);

  private static final Duration TO_BE_KILLED = Duration.ofSeconds(20);
  private static final int LOG_LINES = 15;

  private final EngineHome home;
  private final EngineProcesses processes;
  private final DaemonLauncher launcher;
  private final Mounts mounts;

  Daemon(EngineHome home, EngineProcesses processes, DaemonLauncher launcher, Mounts mounts) {
    this.home = home;
    this.processes = processes;
    this.launcher = launcher;
    this.mounts = mounts;
  }

  /// Starts both and returns when the engine answers.
  ///
  /// @throws GantryException if one of them ends or does not answer in time
  void start(Toolbox box, Map<String, String> environment, DockerCli cli)
      throws IOException, InterruptedException {
    new LogFile(home.daemonLog()).limit();
    new LogFile(home.containerdLog()).limit();
    Files.writeString(home.runningMark(), BootIdentifier.current());
    ProcessHandle containerd =
        launcher.launch(
            command(box, "containerd", "--config", home.containerdConfiguration(), environment),
            home.containerdLog());
    ProcessHandle dockerd =
        launcher.launch(
            command(box, "dockerd", "--config-file", home.daemonConfiguration(), environment),
            home.daemonLog());
    boolean answers =
        Poll.until(
            () -> {
              if (!containerd.isAlive()) {
                throw failed("containerd", home.containerdLog());
              }
              if (!dockerd.isAlive()) {
                throw failed("dockerd", home.daemonLog());
              }
              return Files.exists(home.socket()) && cli.version().isPresent();
            },
            TO_ANSWER);
    if (!answers) {
      throw failed("dockerd", home.daemonLog());
    }
  }

  /// Ends everything of the engine, the daemons first so that they can end their containers in good
  /// order; then takes away what killed processes leave behind.
  ///
  /// @throws GantryException if processes remain
  void end() throws IOException, InterruptedException {
    terminate(Set.of(Role.DAEMON), TO_END);
    terminate(Set.of(Role.CONTAINERD), TO_BE_KILLED);
    kill(processes.find());
    boolean gone = Poll.until(() -> processes.find().isEmpty(), TO_BE_KILLED);
    if (!gone) {
      List<Long> pids = processes.find().stream().map(EngineProcess::pid).toList();
      throw new GantryException(new Problem.PrivateEngineNotStopped(pids));
    }
    mounts.removeBelow(home.run());
    mounts.removeBelow(home.daemonData());
    mounts.removeBelow(home.containerdData());
    if (mounts.below(home.run()).isEmpty()) {
      Trees.delete(home.run());
    }
    Files.deleteIfExists(home.runningMark());
  }

  /// The last lines of the daemon's log.
  List<String> logTail() throws IOException {
    return new LogFile(home.daemonLog()).tail(LOG_LINES);
  }

  private void terminate(Set<Role> roles, Duration patience)
      throws IOException, InterruptedException {
    List<EngineProcess> found = withRole(roles);
    found.forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy));
    if (!found.isEmpty() && !Poll.until(() -> withRole(roles).isEmpty(), patience)) {
      kill(withRole(roles));
      Poll.until(() -> withRole(roles).isEmpty(), TO_BE_KILLED);
    }
  }

  private List<EngineProcess> withRole(Set<Role> roles) throws IOException {
    return processes.find().stream().filter(process -> roles.contains(process.role())).toList();
  }

  private static void kill(List<EngineProcess> found) {
    found.forEach(
        process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
  }

  private static Command command(
      Toolbox box,
      String program,
      String option,
      Path configuration,
      Map<String, String> environment) {
    String file = box.program(program).map(Path::toString).orElse(program);
    return Command.of(file, option, configuration.toString())
        .withEnvironment(environment)
        .withoutEnvironment("NOTIFY_SOCKET")
        .withoutEnvironment("DOCKER_HOST");
  }

  private static GantryException failed(String program, Path log) throws IOException {
    List<String> tail = new LogFile(log).tail(LOG_LINES);
    String said = String.join("\n", tail);
    return new GantryException(
        Arrays.stream(KernelSymptom.values())
            .filter(symptom -> said.contains(symptom.words))
            .findFirst()
            .<Problem>map(symptom -> new Problem.KernelFeatureMissing(symptom.feature, said))
            .orElseGet(() -> new Problem.PrivateEngineDaemonFailed(program, log, tail)));
  }

  /// What the daemons say when the kernel lacks something that was not looked at before.
  private enum KernelSymptom {
    DEVICES("Devices cgroup isn't mounted", KernelFeature.CGROUPS),
    CONTROLLERS("cgroups: cgroup mountpoint does not exist", KernelFeature.CGROUPS),
    OVERLAY("driver not supported: overlay", KernelFeature.OVERLAY),
    TABLE("iptables failed", KernelFeature.PACKET_FILTER),
    PERMISSION("operation not permitted", KernelFeature.PRIVILEGES);

    private final String words;
    private final KernelFeature feature;

    KernelSymptom(String words, KernelFeature feature) {
      this.words = words;
      this.feature = feature;
    }
  }
}
