package dev.gantry.adapter.buildkit.transport;

import java.io.IOException;

/// There is an engine, but its BuildKit cannot be spoken to: Podman has none, and a proxy may not
/// let its calls through. An [IOException], so that it passes through gRPC as the cause of a failed
/// call.
public final class BuildKitMissing extends IOException {
  private static final long serialVersionUID = 1L;

  BuildKitMissing(String host) {
    super("the engine at " + host + " offers no BuildKit");
  }
}
