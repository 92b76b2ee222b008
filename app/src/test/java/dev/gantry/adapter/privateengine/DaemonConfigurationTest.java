package dev.gantry.adapter.privateengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.privateengine.NetworkState.Rules;
import dev.gantry.adapter.privateengine.apt.Toolbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonConfigurationTest {

  private static final EngineHome HOME = new EngineHome(Path.of("/c"), Path.of("/d"));

  @TempDir private Path box;

  @Test
  void givesTheDaemonEverythingOfItsOwn() throws IOException {
    Path programs = Files.createDirectories(box.resolve("usr/bin"));
    Files.createFile(
        programs.resolve("tini-static"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

    assertThat(configuration(Rules.DAEMON, false).daemon())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("hosts", List.of("unix:///d/run/docker.sock")),
                Map.entry("data-root", "/d/docker"),
                Map.entry("exec-root", "/d/run/docker"),
                Map.entry("pidfile", "/d/run/dockerd.pid"),
                Map.entry("containerd", "/d/run/containerd.sock"),
                Map.entry("bridge", HOME.name()),
                Map.entry(
                    "default-address-pools",
                    List.of(Map.of("base", "10.133.128.0/17", "size", 24))),
                Map.entry("cgroup-parent", "/" + HOME.name()),
                Map.entry("log-driver", "json-file"),
                Map.entry("log-opts", Map.of("max-size", "10m", "max-file", "3")),
                Map.entry("init-path", programs.resolve("tini-static").toString())));
  }

  @Test
  void keepsTheDaemonOffThePacketFilterBesideAnother() {
    assertThat(configuration(Rules.GANTRY, false).daemon())
        .containsEntry("iptables", false)
        .containsEntry("ip6tables", false);
  }

  @Test
  void namesASliceWhereSystemdOwnsTheControlGroups() {
    assertThat(configuration(Rules.DAEMON, true).daemon())
        .containsEntry("cgroup-parent", HOME.name() + ".slice");
  }

  @Test
  void quotesPathsForContainerd() {
    EngineHome odd = new EngineHome(Path.of("/c"), Path.of("/d \"x\""));

    assertThat(
            new DaemonConfiguration(odd, new Toolbox(box), network(Rules.DAEMON), false)
                .containerd())
        .contains("root = \"/d \\\"x\\\"/containerd\"");
  }

  private DaemonConfiguration configuration(Rules rules, boolean systemd) {
    return new DaemonConfiguration(HOME, new Toolbox(box), network(rules), systemd);
  }

  private static NetworkState network(Rules rules) {
    return new NetworkState(Subnet.parse("10.133.0.0/16"), rules, false, Set.of());
  }
}
