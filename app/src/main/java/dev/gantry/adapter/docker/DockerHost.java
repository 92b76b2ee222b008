package dev.gantry.adapter.docker;

import java.net.URI;
import java.util.Locale;

/// Reads `DOCKER_HOST` and the hosts of contexts as the Docker CLI does (`opts/hosts.go`).
final class DockerHost {

  static final String DEFAULT_SOCKET = "/var/run/docker.sock";
  private static final int PLAIN_PORT = 2375;
  private static final int TLS_PORT = 2376;

  private DockerHost() {}

  /// Completes what may be left out: the protocol, the port, the path.
  ///
  /// @throws IllegalArgumentException if it names nothing that can be spoken to
  static String normalized(String host, boolean tls) {
    String text = host.strip();
    int separator = text.indexOf("://");
    String protocol = separator < 0 ? "tcp" : text.substring(0, separator).toLowerCase(Locale.ROOT);
    String rest = separator < 0 ? text : text.substring(separator + "://".length());
    return switch (protocol) {
      case "unix" -> "unix://" + (rest.isEmpty() ? DEFAULT_SOCKET : rest);
      case "npipe", "ssh" -> protocol + "://" + rest;
      case "tcp" -> "tcp://" + networkAddress(rest, tls ? TLS_PORT : PLAIN_PORT);
      default -> throw new IllegalArgumentException("unsupported protocol: " + text);
    };
  }

  private static String networkAddress(String rest, int defaultPort) {
    String address = rest.startsWith(":") ? "localhost" + rest : rest;
    URI uri = URI.create("tcp://" + (address.isEmpty() ? "localhost" : address));
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("no host name: " + rest);
    }
    int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
    String path = uri.getPath() == null || uri.getPath().equals("/") ? "" : uri.getPath();
    return uri.getHost() + ":" + port + path;
  }
}
