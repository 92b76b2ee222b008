package dev.gantry.adapter.buildkit.transport;

import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.dial.EngineUnreachable;
import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections to the BuildKit of an engine, ready for HTTP/2, for gRPC's OkHttp transport. The
/// host and port that the transport asks for are ignored.
///
/// Engines up to now upgrade a connection by `POST /grpc`. Engine 29.2 (API 1.53) declares that
/// deprecated and serves gRPC on its socket itself. The newer way is tried first where the engine's
/// version says so, and the other one after it; each connection asks anew, because an engine may be
/// another one after its restart.
public final class EngineSockets extends SocketFactory {

  private static final Logger LOG = LoggerFactory.getLogger(EngineSockets.class);
  private static final SocketDeadline DEADLINE = new SocketDeadline(Duration.ofSeconds(8));

  private final EngineDialer dialer;
  private final EngineAddress address;

  public EngineSockets(EngineDialer dialer, EngineAddress address) {
    this.dialer = dialer;
    this.address = address;
  }

  /// @throws EngineUnreachable if no engine answers
  /// @throws BuildKitMissing if one answers, but has no BuildKit
  @Override
  public Socket createSocket() throws IOException {
    Socket socket = dialer.dial(address, false);
    try {
      boolean directFirst = DEADLINE.limit(socket, HttpUpgrade::prefersDirect);
      if (directFirst && speaksHttp2()) {
        socket.close();
        return dialer.dial(address, true);
      }
      if (DEADLINE.limit(socket, HttpUpgrade::request)) {
        return socket;
      }
      socket.close();
      if (!directFirst && speaksHttp2()) {
        return dialer.dial(address, true);
      }
    } catch (EngineUnreachable unreachable) {
      throw unreachable;
    } catch (HttpTimeoutException silence) {
      throw unreachable(silence);
    } catch (IOException failure) {
      IOException explained = EngineDialer.explained(address, socket, failure);
      socket.close();
      // perhaps nothing but HTTP/2 is spoken there
      if (!(explained instanceof EngineUnreachable) && speaksHttp2()) {
        return dialer.dial(address, true);
      }
      throw unreachable(explained);
    }
    throw new BuildKitMissing(address.host());
  }

  /// Asks the engine to take a connection as the way back to this side, see [HttpUpgrade]. That is
  /// the shortest way, but not the only one: empty where the engine does not agree or answer, and
  /// where a connection of its own costs more than it saves, as with `ssh`.
  ///
  /// @param headers what the engine has to know of the session
  public Optional<Socket> session(Map<String, List<String>> headers) {
    if (address.host().startsWith("ssh:")) {
      return Optional.empty();
    }
    try {
      Socket socket = dialer.dial(address, false);
      if (DEADLINE.limit(socket, it -> HttpUpgrade.requestSession(it, headers))) {
        return Optional.of(socket);
      }
      socket.close();
    } catch (IOException failure) {
      LOG.debug("No session on a connection of its own", failure);
    }
    return Optional.empty();
  }

  private boolean speaksHttp2() throws EngineUnreachable {
    try (Socket socket = dialer.dial(address, true)) {
      return DEADLINE.limit(socket, Http2Probe::answers);
    } catch (IOException _) {
      return false;
    }
  }

  private EngineUnreachable unreachable(IOException failure) {
    return failure instanceof EngineUnreachable told
        ? told
        : new EngineUnreachable(EngineDialer.problem(address, failure.toString()));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return createSocket();
  }
}
