package dev.gantry.adapter.buildkit.session;

import io.grpc.Metadata;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What an engine has to know of a session before it begins (BuildKit, `session/grpchijack`).
///
/// @param id what a build names the session by
/// @param sharedKey what the engine keeps the files of earlier transfers under
/// @param methods paths of the calls that are answered: the engine makes no others
record SessionHeaders(String id, String sharedKey, List<String> methods) {

  private static final String PREFIX = "x-docker-expose-session-";

  SessionHeaders {
    methods = List.copyOf(methods);
  }

  static SessionHeaders of(String sharedKey, List<ServerServiceDefinition> services) {
    return new SessionHeaders(
        UUID.randomUUID().toString(),
        sharedKey,
        services.stream()
            .flatMap(service -> service.getMethods().stream())
            .map(method -> "/" + method.getMethodDescriptor().getFullMethodName())
            .toList());
  }

  /// Values by name.
  Map<String, List<String>> values() {
    return Map.of(
        PREFIX + "uuid", List.of(id),
        PREFIX + "sharedkey", List.of(sharedKey),
        PREFIX + "grpc-method", methods);
  }

  /// The same for a call.
  Metadata metadata() {
    Metadata metadata = new Metadata();
    values()
        .forEach(
            (name, values) -> {
              var key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
              values.forEach(value -> metadata.put(key, value));
            });
    return metadata;
  }
}
