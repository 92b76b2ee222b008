package dev.gantry.adapter.privateengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.privateengine.EngineProcesses.EngineProcess;
import dev.gantry.adapter.privateengine.EngineProcesses.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineProcessesTest {

  private static final EngineHome HOME = new EngineHome(Path.of("/c"), Path.of("/d"));

  @TempDir private Path proc;

  @BeforeEach
  void haveAProcessOfOurOwn() throws IOException {
    Files.createDirectories(proc.resolve("self/ns"));
    Files.createSymbolicLink(proc.resolve("self/ns/net"), Path.of("net:[1]"));
  }

  @Test
  void findsWhatBelongsToTheEngine() throws IOException {
    process(10, "/", "/c/dockerd", "--config-file", "/d/etc/daemon.json");
    process(11, "/", "/c/containerd", "--config", "/d/etc/containerd.toml");
    process(12, "/", "/c/containerd-shim-runc-v2", "-address", "/d/run/containerd.sock");
    process(13, "/" + HOME.name() + "/4711", "bash");
    process(14, "/gantry.slice/" + HOME.name() + ".slice/docker-1.scope", "sleep", "9");

    assertThat(processes().find())
        .isEqualTo(
            List.of(
                new EngineProcess(10, Role.DAEMON),
                new EngineProcess(11, Role.CONTAINERD),
                new EngineProcess(12, Role.SHIM),
                new EngineProcess(13, Role.CONTAINED),
                new EngineProcess(14, Role.CONTAINED)));
  }

  @Test
  void leavesTheProcessesOfOthersAlone() throws IOException {
    process(20, "/", "/usr/sbin/dockerd", "-H", "fd://");
    process(21, "/", "/usr/bin/containerd");
    process(22, "/", "docker", "--host", "unix:///d/run/docker.sock", "ps");
    process(23, "/", "tail", "-f", "/d/run/containerd.sock");
    process(24, "/docker/4711", "nginx");
    process(25, "/");

    assertThat(processes().find()).isEmpty();
  }

  @Test
  void doesNotTakeAnotherProcessWithTheOldNumberForTheDaemon() throws IOException {
    process(10, "/", "vi", "/etc/hosts");

    assertThat(processes().daemon()).isEmpty();
  }

  @Test
  void seesAnotherDaemonOnTheSameNetwork() throws IOException {
    process(10, "/", "/c/dockerd", "--config-file", "/d/etc/daemon.json");
    process(20, "/", "/usr/sbin/dockerd", "-H", "fd://");

    assertThat(processes().hasRival()).isTrue();
  }

  @Test
  void doesNotMindADaemonInAContainer() throws IOException {
    process(20, "/", "/usr/sbin/dockerd");
    Path network = proc.resolve("20/ns/net");
    Files.delete(network);
    Files.createSymbolicLink(network, Path.of("net:[2]"));

    assertThat(processes().hasRival()).isFalse();
  }

  private EngineProcesses processes() {
    return new EngineProcesses(proc, HOME);
  }

  private void process(long pid, String group, String... arguments) throws IOException {
    Path directory = proc.resolve(Long.toString(pid));
    Files.createDirectories(directory.resolve("ns"));
    Files.createSymbolicLink(directory.resolve("ns/net"), Path.of("net:[1]"));
    String line = arguments.length == 0 ? "" : String.join("\0", arguments) + "\0";
    Files.writeString(directory.resolve("cmdline"), line);
    Files.writeString(directory.resolve("cgroup"), "4:memory:" + group + "\n0::/\n");
  }
}
