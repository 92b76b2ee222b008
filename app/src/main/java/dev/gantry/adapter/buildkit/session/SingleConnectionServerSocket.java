package dev.gantry.adapter.buildkit.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;

/// A listening socket that listens nowhere: it accepts one connection, once the other side speaks
/// on it, and then waits to be closed. With it, gRPC's OkHttp server serves on a connection that
/// this side has opened.
final class SingleConnectionServerSocket extends ServerSocket {

  private static final SocketAddress NOWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<Incoming> connection;

  /// A connection that may yet have to come about.
  interface Incoming {
    /// Waits until the other side speaks; empty if it will not.
    Optional<Socket> await() throws IOException;
  }

  private SingleConnectionServerSocket(Incoming connection) throws IOException {
    this.connection = Optional.of(connection);
  }

  static ServerSocketFactory factory(Incoming connection) {
    return new ServerSocketFactory() {
      @Override
      public ServerSocket createServerSocket() throws IOException {
        return new SingleConnectionServerSocket(connection);
      }

      @Override
      public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket();
      }

      @Override
      public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket();
      }

      @Override
      public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
          throws IOException {
        return createServerSocket();
      }
    };
  }

  @Override
  public Socket accept() throws IOException {
    Optional<Incoming> first = takeConnection();
    Optional<Socket> socket = first.isPresent() ? first.get().await() : Optional.empty();
    if (socket.isPresent()) {
      return socket.get();
    }
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new SocketException("closed");
  }

  private synchronized Optional<Incoming> takeConnection() {
    Optional<Incoming> taken = connection;
    connection = Optional.empty();
    return taken;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  @Override
  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void bind(SocketAddress endpoint, int backlog) {}

  @Override
  public void bind(SocketAddress endpoint) {}

  @Override
  public SocketAddress getLocalSocketAddress() {
    return NOWHERE;
  }
}
