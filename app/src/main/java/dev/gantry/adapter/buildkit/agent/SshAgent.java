package dev.gantry.adapter.buildkit.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What answers the requests of SSH clients for keys and signatures (draft-miller-ssh-agent).
public sealed interface SshAgent {

  /// The agent behind a socket.
  record Listening(Path socket) implements SshAgent {}

  /// Keys that sign here.
  record Keys(List<SshKey> keys) implements SshAgent {
    public Keys {
      keys = List.copyOf(keys);
    }
  }

  /// One client's connection to it.
  interface Connection extends Closeable {

    /// Answers a request that is in [#ALLOWED].
    ///
    /// @param request its type and the rest, without the length in front
    /// @return likewise
    /// @throws IOException if the agent cannot be asked
    byte[] answer(byte[] request) throws IOException;
  }

  /// The types of requests that clients may make: which keys there are, and to sign.
  Set<Integer> ALLOWED = Set.of(AgentMessages.REQUEST_IDENTITIES, AgentMessages.SIGN_REQUEST);

  /// The same limit as OpenSSH has.
  int MAX_MESSAGE_BYTES = 256 * 1024;

  /// Connects to it.
  ///
  /// @throws IOException if the agent cannot be reached
  default Connection connect() throws IOException {
    return switch (this) {
      case Listening(Path socket) -> new SocketConnection(socket);
      case Keys(List<SshKey> keys) -> new KeyConnection(keys);
    };
  }
}
