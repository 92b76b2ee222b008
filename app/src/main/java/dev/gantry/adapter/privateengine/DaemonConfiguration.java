package dev.gantry.adapter.privateengine;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.adapter.privateengine.NetworkState.Rules;
import dev.gantry.adapter.privateengine.apt.Toolbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The configuration files of dockerd and containerd: everything that they would otherwise share
/// with an engine of the system is the private engine's own.
record DaemonConfiguration(EngineHome home, Toolbox box, NetworkState network, boolean systemd) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param more settings of dockerd besides those that keep it apart from other engines
  void write(Map<String, Object> more) throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>(daemon());
    settings.putAll(more);
    Files.createDirectories(home.daemonConfiguration().getParent());
    Files.writeString(
        home.daemonConfiguration(),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(settings) + "\n");
    Files.writeString(home.containerdConfiguration(), containerd());
  }

  /// See dockerd(8).
  Map<String, Object> daemon() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("hosts", List.of("unix://" + home.socket()));
    settings.put("data-root", home.daemonData().toString());
    settings.put("exec-root", home.run().resolve("docker").toString());
    settings.put("pidfile", home.run().resolve("dockerd.pid").toString());
    settings.put("containerd", home.containerdSocket().toString());
    settings.put("bridge", home.name());
    settings.put(
        "default-address-pools", List.of(Map.of("base", network.pool().toString(), "size", 24)));
    if (network.rules() == Rules.GANTRY) {
      // otherwise left to dockerd: older ones take ip6tables for an experiment and do not start
      settings.put("iptables", false);
      settings.put("ip6tables", false);
    }
    settings.put("cgroup-parent", systemd ? home.name() + ".slice" : "/" + home.name());
    settings.put("log-driver", "json-file");
    settings.put("log-opts", Map.of("max-size", "10m", "max-file", "3"));
    box.program("docker-proxy")
        .ifPresent(proxy -> settings.put("userland-proxy-path", proxy.toString()));
    init().ifPresent(init -> settings.put("init-path", init.toString()));
    return settings;
  }

  /// Version 2 of the format is read by every containerd since 1.3. The plugin for Kubernetes is of
  /// no use here.
  String containerd() {
    return """
        version = 2
        root = %s
        state = %s
        disabled_plugins = ["io.containerd.grpc.v1.cri"]

        [grpc]
          address = %s
        """
        .formatted(
            quoted(home.containerdData()),
            quoted(home.run().resolve("containerd")),
            quoted(home.containerdSocket()));
  }

  /// Only `docker run --init` needs it.
  private Optional<Path> init() {
    return Stream.of("docker-init", "tini-static", "tini")
        .flatMap(name -> box.program(name).stream())
        .findFirst();
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
