package dev.gantry.adapter.privateengine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the processes of one engine in `/proc`, by what only they have: the paths in their command
/// lines, and the control group of the containers. Pid files are not looked at: they outlive their
/// process, and its number may by then belong to another.
final class EngineProcesses {

  enum Role {
    DAEMON,
    CONTAINERD,
    /// containerd's helper, one for each container.
    SHIM,
    /// Whatever runs in a container.
    CONTAINED
  }

  record EngineProcess(long pid, Role role) {}

  private final Path proc;
  private final EngineHome home;

  EngineProcesses(Path proc, EngineHome home) {
    this.proc = proc;
    this.home = home;
  }

  List<EngineProcess> find() throws IOException {
    List<EngineProcess> found = new ArrayList<>();
    for (long pid : pids()) {
      role(pid).ifPresent(role -> found.add(new EngineProcess(pid, role)));
    }
    return found;
  }

  Optional<EngineProcess> daemon() throws IOException {
    return find().stream().filter(process -> process.role() == Role.DAEMON).findFirst();
  }

  /// Whether another dockerd works on the same network interfaces and packet filter.
  boolean hasRival() throws IOException {
    Optional<Path> network = networkNamespace("self");
    for (long pid : pids()) {
      List<String> arguments = arguments(pid);
      boolean isDaemon =
          !arguments.isEmpty()
              && Path.of(arguments.getFirst()).endsWith("dockerd")
              && role(pid).isEmpty();
      if (isDaemon && networkNamespace(Long.toString(pid)).equals(network)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Role> role(long pid) {
    List<String> arguments = arguments(pid);
    if (arguments.contains(home.daemonConfiguration().toString())) {
      return Optional.of(Role.DAEMON);
    }
    if (arguments.contains(home.containerdConfiguration().toString())) {
      return Optional.of(Role.CONTAINERD);
    }
    boolean isShim =
        !arguments.isEmpty()
            && arguments.getFirst().contains("containerd-shim")
            && arguments.contains(home.containerdSocket().toString());
    if (isShim) {
      return Optional.of(Role.SHIM);
    }
    return read(pid, "cgroup").contains("/" + home.name()) && !arguments.isEmpty()
        ? Optional.of(Role.CONTAINED)
        : Optional.empty();
  }

  private List<Long> pids() throws IOException {
    List<Long> pids = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path entry : entries) {
        pids.add(Long.valueOf(entry.getFileName().toString()));
      }
    }
    pids.sort(null);
    return pids;
  }

  /// Empty for kernel threads, for processes that have ended, and for those of others that may not
  /// be looked at.
  private List<String> arguments(long pid) {
    String line = read(pid, "cmdline");
    return line.isEmpty() ? List.of() : Arrays.asList(line.split("\0", -1));
  }

  private String read(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(proc.resolve(Long.toString(pid)).resolve(file));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  private Optional<Path> networkNamespace(String pid) {
    Path link = proc.resolve(pid).resolve("ns/net");
    try {
      return Files.exists(link, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(Files.readSymbolicLink(link))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
