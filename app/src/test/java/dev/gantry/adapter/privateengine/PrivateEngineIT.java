package dev.gantry.adapter.privateengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gantry.Programs;
import dev.gantry.adapter.privateengine.EngineProcesses.EngineProcess;
import dev.gantry.adapter.privateengine.EngineProcesses.Role;
import dev.gantry.adapter.privateengine.apt.ExclusiveLock;
import dev.gantry.adapter.privateengine.apt.Trees;
import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.engine.PrivateEngine;
import dev.gantry.domain.engine.PrivateEngine.Phase;
import dev.gantry.domain.engine.PrivateEngine.Status;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Starts real engines beside whatever engine the machine has. The programs are those of the user's
/// own private engine, so they are fetched once.
@Tag("docker")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PrivateEngineIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String IMAGE = "engine-it";

  private final ProcessRunner runner = Programs.runner();
  @TempDir private Path temporary;
  private EngineHome home;
  private PrivateEngine engine;
  private EngineProcesses processes;

  @BeforeEach
  void prepare() {
    Path cache =
        EngineHome.of(System.getenv(), Path.of(System.getenv().getOrDefault("HOME", "/"))).cache();
    home = new EngineHome(cache, temporary.resolve("engine"));
    engine = new AptPrivateEngine(home, runner, System.getenv());
    processes = new EngineProcesses(Path.of("/proc"), home);
    assumeFalse(
        engine.status() instanceof Status.Unsupported,
        () -> "no private engine on this machine: " + engine.status());
  }

  @AfterEach
  void leaveNothing() throws Exception {
    engine.stop(_ -> {});

    assertThat(processes.find()).as("processes").isEmpty();
    assertThat(new Mounts(runner, Path.of("/proc/self/mountinfo")).below(home.data()))
        .as("mounts")
        .isEmpty();
    assertThat(NetworkInterface.getByName(home.name())).as("bridge").isNull();
    for (Path hierarchy : ControlGroups.hierarchies(Path.of("/sys/fs/cgroup"))) {
      assertThat(hierarchy.resolve(home.name())).doesNotExist();
    }
    assertThat(home.run()).doesNotExist();
    assertThat(home.networkState()).doesNotExist();
    // images are full of links that JUnit would warn of
    Trees.delete(home.data());
  }

  @Test
  void runsUntilItIsStopped() throws Exception {
    engine.start(_ -> {});
    Status first = engine.status();
    engine.start(_ -> {});

    assertThat(first)
        .isInstanceOfSatisfying(
            Status.Running.class,
            running -> {
              assertThat(running.version()).matches("\\d+\\..*");
              assertThat(running.address()).isEqualTo(home.address());
            });
    assertThat(engine.status()).as("after a second start").isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.run())))
        .isEqualTo("rwx------");

    engine.stop(_ -> {});

    assertThat(engine.status()).isEqualTo(new Status.Stopped());
  }

  @Test
  void runsContainersThatReachEachOtherAndArePublished() throws Exception {
    engine.start(_ -> {});
    importBusybox();
    run(docker("network", "create", "inner"));
    run(
        docker("run", "--detach", "--network=inner", "--name=server", "--publish=127.0.0.1::80")
            .plus(IMAGE, "busybox", "httpd", "-f", "-p", "80", "-h", "/bin"));
    String published = run(docker("port", "server", "80"));

    String inside =
        run(docker("run", "--rm", "--network=inner", IMAGE, "busybox", "nslookup", "server"));
    int status;
    try (HttpClient client = HttpClient.newHttpClient()) {
      status =
          client
              .send(
                  HttpRequest.newBuilder(URI.create("http://" + published + "/busybox")).build(),
                  BodyHandlers.discarding())
              .statusCode();
    }

    assertThat(inside).contains("server");
    assertThat(status).isEqualTo(200);
  }

  /// Otherwise containers lose the network for a while whenever another one comes or goes.
  @Test
  void keepsTheAddressOfItsBridgeWhateverRuns() throws Exception {
    engine.start(_ -> {});
    importBusybox();
    byte[] before = NetworkInterface.getByName(home.name()).getHardwareAddress();

    run(docker("run", "--detach", IMAGE, "busybox", "sleep", "600"));

    assertThat(NetworkInterface.getByName(home.name()).getHardwareAddress()).isEqualTo(before);
  }

  @Test
  void recoversFromAKilledDaemonWithAContainerLeftBehind() throws Exception {
    engine.start(_ -> {});
    importBusybox();
    run(docker("run", "--detach", "--restart=always", IMAGE, "busybox", "sleep", "600"));
    EngineProcess daemon = processes.daemon().orElseThrow();

    kill(daemon.pid());

    assertThat(engine.status()).isInstanceOf(Status.Crashed.class);
    assertThat(processes.find())
        .extracting(EngineProcess::role)
        .contains(Role.CONTAINERD, Role.SHIM, Role.CONTAINED);

    engine.start(_ -> {});

    assertThat(processes.daemon().orElseThrow().pid()).isNotEqualTo(daemon.pid());
    assertThat(run(docker("ps", "--format", "{{.Image}} {{.State}}")))
        .isEqualTo(IMAGE + " running");
  }

  @Test
  void cleansUpAfterAKilledDaemon() throws Exception {
    engine.start(_ -> {});
    importBusybox();
    run(docker("run", "--detach", IMAGE, "busybox", "sleep", "600"));
    for (EngineProcess process : processes.find()) {
      if (process.role() == Role.DAEMON || process.role() == Role.CONTAINERD) {
        kill(process.pid());
      }
    }

    engine.stop(_ -> {});

    assertThat(processes.find()).isEmpty();
  }

  @Test
  void isNotMisledByAPidFileOfAnotherProcess() throws Exception {
    engine.start(_ -> {});
    engine.stop(_ -> {});
    Files.createDirectories(home.run());
    Files.writeString(
        home.run().resolve("dockerd.pid"), Long.toString(ProcessHandle.current().pid()));
    Files.writeString(home.socket(), "left behind");

    engine.start(_ -> {});

    assertThat(engine.status()).isInstanceOf(Status.Running.class);
  }

  @Test
  void refusesASecondStarter() throws Exception {
    try (var _ = ExclusiveLock.take(home.lock())) {
      assertThatThrownBy(() -> engine.start(_ -> {}))
          .isInstanceOfSatisfying(
              GantryException.class,
              failure ->
                  assertThat(failure.problem())
                      .isEqualTo(new Problem.PrivateEngineBusy(ProcessHandle.current().pid())));
    }
  }

  @Test
  void leavesNothingWhenItsStartIsCancelled() throws Exception {
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    CompletableFuture<Boolean> starting = new CompletableFuture<>();
    Thread starter =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    engine.start(
                        progress -> {
                          if (progress.phase() == Phase.START) {
                            starting.complete(true);
                          }
                        });
                    outcome.complete(new AssertionError("started in spite of the cancel"));
                  } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                  }
                });
    starting.get(10, TimeUnit.MINUTES);

    starter.interrupt();

    assertThat(outcome.get(2, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
    assertThat(processes.find()).isEmpty();
    assertThat(NetworkInterface.getByName(home.name())).isNull();
  }

  @Test
  void saysWhyTheDaemonDoesNotStart() throws Exception {
    engine.start(_ -> {});
    engine.stop(_ -> {});
    Files.createDirectories(home.data());
    Trees.delete(home.daemonData());
    Files.writeString(home.daemonData(), "a file where a directory should be");

    assertThatThrownBy(() -> engine.start(_ -> {}))
        .isInstanceOfSatisfying(
            GantryException.class,
            failure ->
                assertThat(failure.problem())
                    .isInstanceOfSatisfying(
                        Problem.PrivateEngineDaemonFailed.class,
                        problem -> {
                          assertThat(problem.program()).isEqualTo("dockerd");
                          assertThat(String.join("\n", problem.logTail()))
                              .contains(home.daemonData().toString());
                        }));
  }

  @Test
  void providesASlimDebian() throws Exception {
    engine.start(_ -> {});

    engine.provideBaseImage(_ -> {});
    engine.provideBaseImage(_ -> {});

    String seen =
        run(
            docker("run", "--rm", AptPrivateEngine.BASE_IMAGE, "sh", "-c")
                .plus(
                    """
                    . /etc/os-release && echo $VERSION_CODENAME
                    find /usr/share/man /usr/share/locale /var/lib/apt/lists -type f ! -name lock
                    find /usr/share/doc -type f ! -name copyright | wc -l
                    apt-config dump Acquire::Languages | tail -n 1
                    """));
    assertThat(seen.lines()).containsExactly("trixie", "0", "Acquire::Languages:: \"none\";");
  }

  /// Busybox from the engine's packages is an image small enough for tests.
  private void importBusybox() throws IOException, InterruptedException {
    Path root = temporary.resolve("image");
    Path programs = Files.createDirectories(root.resolve("bin"));
    Path busybox = home.cache().resolve("engine/current").resolve("usr/bin/busybox").toRealPath();
    Files.copy(busybox, programs.resolve("busybox"));
    Path tar = temporary.resolve("image.tar");
    CommandResult packed =
        runner.run(Command.of("tar", "-C", root.toString(), "-cf", tar.toString(), "."), SOON);
    assertThat(packed.isSuccess()).isTrue();
    run(docker("import", "--change", "ENV PATH=/bin", tar.toString(), IMAGE));
  }

  private Command docker(String... arguments) {
    return Command.of(
            home.cache().resolve("engine/current/usr/bin/docker").toString(),
            "--host",
            home.address().host())
        .plus(List.of(arguments));
  }

  private String run(Command command) throws IOException, InterruptedException {
    CommandResult result = runner.run(command, SOON);
    assertThat(result.isSuccess()).as("%s: %s", command, result.failureText()).isTrue();
    return result.outputText();
  }

  private void kill(long pid) throws IOException, InterruptedException {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    assertThat(
            Poll.until(
                () -> processes.find().stream().noneMatch(process -> process.pid() == pid), SOON))
        .isTrue();
  }
}
