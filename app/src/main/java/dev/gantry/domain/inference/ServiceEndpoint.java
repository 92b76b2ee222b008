package dev.gantry.domain.inference;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;

/// Where a service listens for gRPC, and how it lets one in.
///
/// @param healthService name asked for in health checks; `""` is the server as a whole
public record ServiceEndpoint(String host, int port, String healthService, ServiceAccess access) {

  /// A service that lets everyone in.
  public ServiceEndpoint(String host, int port, String healthService) {
    this(host, port, healthService, ServiceAccess.OPEN);
  }

  /// For example `127.0.0.1:50052`.
  public String address() {
    return host + ":" + port;
  }

  /// Whether what is said to it stays on this machine.
  public boolean isOnThisMachine() {
    return host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("::1")
        || host.equals("[::1]");
  }

  /// The same service, which lets one in like this.
  ///
  /// @throws GantryException with [Problem.TokenExposed] if a token would leave this machine
  ///   without TLS
  public ServiceEndpoint with(ServiceAccess other) {
    if (other.token().isPresent() && !other.usesTls() && !isOnThisMachine()) {
      throw new GantryException(new Problem.TokenExposed(host));
    }
    return new ServiceEndpoint(host, port, healthService, other);
  }
}
