package dev.gantry.domain.inference;

import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.compose.Service;
import dev.gantry.domain.compose.Service.PublishedPort;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds where an inference service listens, and how it lets one in.
///
/// A service says it by its labels; without labels it is the first one that publishes the container
/// port [#CONVENTIONAL_PORT]. Files are only taken from the labels of containers that run: who has
/// started these can read any file by a mount, and a project that was only opened has not been
/// started by anyone.
public final class InferenceEndpoints {

  /// Container port of the service's gRPC server; a label names another one.
  public static final String PORT_LABEL = "dev.gantry.grpc.port";

  /// Name that the service's health is asked for; without it, the server as a whole is asked.
  public static final String HEALTH_LABEL = "dev.gantry.health.service";

  /// Begins the labels that name an [AccessFile].
  static final String ACCESS_LABELS = "dev.gantry.grpc.";

  /// Name that the service's certificate has, where that is not its host.
  public static final String SERVER_NAME_LABEL = ACCESS_LABELS + "tls-server-name";

  /// Container port that stands for an inference service by convention.
  public static final int CONVENTIONAL_PORT = 50052;

  /// What compose writes on each container: where relative paths in its files start from.
  private static final String DIRECTORY_LABEL = "com.docker.compose.project.working_dir";

  private static final String THIS_MACHINE = "127.0.0.1";

  private InferenceEndpoints() {}

  /// What a service in a file and a container of it have in common.
  private record Candidate(List<PublishedPort> ports, Map<String, String> labels) {}

  /// Returns the endpoint of the mode's service, as seen from this machine.
  ///
  /// @throws GantryException with [Problem.NoInferenceEndpoint] if the mode has none
  public static ServiceEndpoint of(ModeModel model) {
    return find(model)
        .orElseThrow(
            () ->
                new GantryException(
                    new Problem.NoInferenceEndpoint(
                        model.mode().name(),
                        model.services().stream().map(Service::name).toList())));
  }

  /// Returns the endpoint of the mode's service, or empty if the mode has none.
  public static Optional<ServiceEndpoint> find(ModeModel model) {
    return find(model.services().stream()
            .map(service -> new Candidate(service.ports(), service.labels()))
            .toList())
        .map(ServicePlace::endpoint);
  }

  /// Returns where the service is that runs, or empty if none does.
  public static Optional<ServicePlace> find(RunningMode running) {
    return find(
        running.containers().stream()
            .filter(RunningMode.Container::isRunning)
            .map(container -> new Candidate(container.ports(), container.labels()))
            .toList());
  }

  private static Optional<ServicePlace> find(List<Candidate> candidates) {
    return candidates.stream()
        .flatMap(candidate -> labelled(candidate).stream())
        .findFirst()
        .or(
            () ->
                candidates.stream()
                    .flatMap(candidate -> published(candidate, CONVENTIONAL_PORT).stream())
                    .findFirst());
  }

  private static Optional<ServicePlace> labelled(Candidate candidate) {
    return Optional.ofNullable(candidate.labels().get(PORT_LABEL))
        .flatMap(InferenceEndpoints::port)
        .map(port -> published(candidate, port).orElseGet(() -> onHostNetwork(candidate, port)));
  }

  private static Optional<ServicePlace> published(Candidate candidate, int containerPort) {
    return candidate.ports().stream()
        .filter(port -> port.target() == containerPort)
        .findFirst()
        .map(port -> place(candidate, reachable(port), port.published()));
  }

  /// A port that is not published is there all the same when the container uses the host's network.
  private static ServicePlace onHostNetwork(Candidate candidate, int port) {
    return place(candidate, THIS_MACHINE, port);
  }

  private static ServicePlace place(Candidate candidate, String host, int port) {
    Map<String, String> labels = candidate.labels();
    return new ServicePlace(
        new ServiceEndpoint(host, port, labels.getOrDefault(HEALTH_LABEL, "")), access(labels));
  }

  private static AccessFiles access(Map<String, String> labels) {
    Path directory = Path.of(labels.getOrDefault(DIRECTORY_LABEL, ""));
    Map<AccessFile, AccessFiles.Named> files = new EnumMap<>(AccessFile.class);
    for (AccessFile file : AccessFile.values()) {
      String named = labels.getOrDefault(file.label(), "");
      if (!named.isBlank()) {
        files.put(file, new AccessFiles.Named(file.label(), directory.resolve(named)));
      }
    }
    return new AccessFiles(
        files, Optional.ofNullable(labels.get(SERVER_NAME_LABEL)).filter(name -> !name.isBlank()));
  }

  /// A port bound to every address of this machine is asked on the loopback.
  private static String reachable(PublishedPort port) {
    return switch (port.host()) {
      case "", "0.0.0.0", "::", "[::]" -> THIS_MACHINE;
      default -> port.host();
    };
  }

  private static Optional<Integer> port(String label) {
    try {
      int port = Integer.parseInt(label.strip());
      return port > 0 && port <= 65_535 ? Optional.of(port) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
