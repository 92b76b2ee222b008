package dev.gantry.adapter.buildkit.session;

import dev.gantry.adapter.buildkit.proto.ControlGrpc;
import io.grpc.Channel;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The byte stream of a session. A connection of its own, by `POST /session`, is the shortest way:
/// what travels is wrapped once, not twice. Engines since 29.2 declare that deprecated; where there
/// is none, the stream runs within a call on the channel (`Control.Session`), which every BuildKit
/// has.
final class SessionStream implements SingleConnectionServerSocket.Incoming, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SessionStream.class);

  /// How much may wait in the call before its sender is told to slow down.
  private static final int SEND_BUFFER_BYTES = 1 << 20;

  private final Socket socket;

  private SessionStream(Socket socket) {
    this.socket = socket;
  }

  static SessionStream open(SessionUpgrade upgrade, Channel channel, SessionHeaders headers) {
    return new SessionStream(
        upgrade.request(headers.values()).orElseGet(() -> tunnel(channel, headers)));
  }

  /// The stream of an engine whose BuildKit cannot be called; empty where it has none to offer.
  static Optional<SessionStream> open(SessionUpgrade upgrade, SessionHeaders headers) {
    return upgrade.request(headers.values()).map(SessionStream::new);
  }

  private static Socket tunnel(Channel channel, SessionHeaders headers) {
    TunnelSocket tunnel = new TunnelSocket();
    ControlGrpc.newStub(channel)
        .withOnReadyThreshold(SEND_BUFFER_BYTES)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers.metadata()))
        .session(tunnel);
    return tunnel;
  }

  /// In a call the engine's first bytes tell that it has begun.
  @Override
  public Optional<Socket> await() throws IOException {
    return socket instanceof TunnelSocket tunnel && !tunnel.awaitFirstBytes()
        ? Optional.empty()
        : Optional.of(socket);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failure) {
      LOG.debug("The session's stream did not close in order", failure);
    }
  }
}
