package dev.gantry.adapter.buildkit.transport;

import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;

/// There is an engine, but its BuildKit cannot be spoken to: Podman has none, and a proxy may not
/// let its calls through. An [IOException], so that it passes through gRPC as the cause of a failed
/// call.
public final class BuildKitMissing extends IOException {
  private static final long serialVersionUID = 1L;

  BuildKitMissing(String host) {
    super("the engine at " + host + " offers no BuildKit");
  }

  /// Whether this is why a call failed.
  public static boolean isBehind(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(BuildKitMissing.class::isInstance);
  }
}
