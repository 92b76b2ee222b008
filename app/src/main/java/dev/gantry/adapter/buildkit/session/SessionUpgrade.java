package dev.gantry.adapter.buildkit.session;

import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the engine for a connection that carries a session and nothing else.
@FunctionalInterface
public interface SessionUpgrade {

  /// Returns the connection; empty where the engine has none to offer.
  ///
  /// @param headers what the engine has to know of the session, values by name
  Optional<Socket> request(Map<String, List<String>> headers);
}
