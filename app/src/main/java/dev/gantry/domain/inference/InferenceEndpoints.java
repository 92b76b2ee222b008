package dev.gantry.domain.inference;

import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.Service;
import dev.gantry.domain.compose.Service.PublishedPort;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Finds where a mode's inference service listens.
///
/// A service says it by its labels; without labels it is the first one that publishes the container
/// port [#CONVENTIONAL_PORT].
public final class InferenceEndpoints {

  /// Container port of the service's gRPC server; a label names another one.
  public static final String PORT_LABEL = "dev.gantry.grpc.port";

  /// Name that the service's health is asked for; without it, the server as a whole is asked.
  public static final String HEALTH_LABEL = "dev.gantry.health.service";

  /// Container port that stands for an inference service by convention.
  public static final int CONVENTIONAL_PORT = 50052;

  private static final String THIS_MACHINE = "127.0.0.1";

  private InferenceEndpoints() {}

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
    List<Service> services = model.services();
    return services.stream()
        .flatMap(service -> labelled(service).stream())
        .findFirst()
        .or(() -> services.stream().flatMap(service -> conventional(service).stream()).findFirst());
  }

  private static Optional<ServiceEndpoint> labelled(Service service) {
    return Optional.ofNullable(service.labels().get(PORT_LABEL))
        .flatMap(InferenceEndpoints::port)
        .map(port -> published(service, port).orElseGet(() -> onHostNetwork(service, port)));
  }

  private static Optional<ServiceEndpoint> conventional(Service service) {
    return published(service, CONVENTIONAL_PORT);
  }

  private static Optional<ServiceEndpoint> published(Service service, int containerPort) {
    return service.ports().stream()
        .filter(port -> port.target() == containerPort)
        .findFirst()
        .map(port -> new ServiceEndpoint(reachable(port), port.published(), health(service)));
  }

  /// A port that is not published is there all the same when the container uses the host's network.
  private static ServiceEndpoint onHostNetwork(Service service, int port) {
    return new ServiceEndpoint(THIS_MACHINE, port, health(service));
  }

  private static String health(Service service) {
    return service.labels().getOrDefault(HEALTH_LABEL, "");
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
