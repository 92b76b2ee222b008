package dev.gantry.adapter.buildkit.transport;

import dev.gantry.adapter.dial.HttpExchange;
import dev.gantry.adapter.dial.HttpHead;
import dev.gantry.adapter.dial.HttpRequest;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns a connection to an engine into one to its BuildKit: `POST /grpc` with `Upgrade: h2c`,
/// answered by 101, after which both sides speak HTTP/2 (moby,
/// `api/server/router/grpc/grpc_routes.go`).
///
/// The paths have no API version: an engine refuses a version newer than its own.
final class HttpUpgrade {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  /// Engine 29.2 declares the upgrade deprecated and speaks HTTP/2 itself.
  private static final int DIRECT_SINCE_MAJOR = 1;

  private static final int DIRECT_SINCE_MINOR = 53;

  private HttpUpgrade() {}

  /// Asks the engine for the version of its API and returns whether HTTP/2 should be tried without
  /// the upgrade. The connection can be used further, unless the engine says that it closes it.
  static boolean prefersDirect(Socket socket) throws IOException {
    HttpHead head = HttpExchange.open(socket, HttpRequest.of("HEAD", "/_ping")).head();
    Optional<Matcher> version =
        head.field("api-version").map(VERSION::matcher).filter(Matcher::matches);
    return version
        .filter(
            it -> {
              int major = Integer.parseInt(it.group(1));
              int minor = Integer.parseInt(it.group(2));
              return major > DIRECT_SINCE_MAJOR
                  || (major == DIRECT_SINCE_MAJOR && minor >= DIRECT_SINCE_MINOR);
            })
        .isPresent();
  }

  /// Asks for the upgrade and returns whether the engine agreed. If not, the connection is spent.
  static boolean request(Socket socket) throws IOException {
    return upgrade(socket, "/grpc", Map.of());
  }

  /// Asks the engine to be the client on this connection, and returns whether it agreed (moby,
  /// `api/server/router/session/session_routes.go`).
  static boolean requestSession(Socket socket, Map<String, List<String>> headers)
      throws IOException {
    return upgrade(socket, "/session", headers);
  }

  private static boolean upgrade(Socket socket, String path, Map<String, List<String>> headers)
      throws IOException {
    HttpRequest request =
        HttpRequest.of("POST", path).with("Connection", "Upgrade").with("Upgrade", "h2c");
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      request = request.with(header.getKey(), header.getValue());
    }
    return HttpExchange.open(socket, request).head().status() == SWITCHING_PROTOCOLS;
  }
}
