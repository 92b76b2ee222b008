package dev.gantry.adapter.buildkit.transport;

import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;

/// Connections to the BuildKit of an engine, ready for HTTP/2, for gRPC's OkHttp transport. The
/// host and port that the transport asks for are ignored.
///
/// Every engine up to now upgrades a connection by `POST /grpc`. Engine 29.2 (API 1.53) declares
/// that deprecated and serves gRPC on its socket itself; an engine that refuses the upgrade is
/// spoken to in HTTP/2 directly, and so are its later connections.
public final class EngineSockets extends SocketFactory {

  private static final Duration UPGRADE_DEADLINE = Duration.ofSeconds(15);

  private final EngineDialer dialer;
  private final EngineAddress address;
  private volatile boolean direct;

  public EngineSockets(EngineDialer dialer, EngineAddress address) {
    this.dialer = dialer;
    this.address = address;
  }

  @Override
  public Socket createSocket() throws IOException {
    if (!direct) {
      Socket socket = dialer.dial(address, false);
      if (upgraded(socket)) {
        return socket;
      }
      socket.close();
      direct = true;
    }
    return dialer.dial(address, true);
  }

  private boolean upgraded(Socket socket) throws IOException {
    try {
      return HttpUpgrade.request(socket, UPGRADE_DEADLINE);
    } catch (IOException failure) {
      socket.close();
      throw new EngineUnreachable(EngineDialer.problem(address, reason(socket, failure)));
    }
  }

  private static String reason(Socket socket, IOException failure) {
    if (socket instanceof ProcessSocket process) {
      try {
        String errors = process.errors();
        return errors.isEmpty() ? failure.toString() : errors;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return failure.toString();
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
