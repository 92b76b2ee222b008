package dev.gantry.adapter.dial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/// A byte stream in the shape of a connected [Socket], which is the only shape that gRPC's OkHttp
/// transport takes. Subclasses have the two streams; the rest of a socket's methods that the
/// transport calls mean nothing here.
public abstract class StreamSocket extends Socket {

  private static final SocketAddress NOWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final String name;
  private volatile boolean closed;

  /// @param name for messages, for example the address of the engine
  protected StreamSocket(String name) {
    this.name = name;
  }

  /// Closes the stream; called once.
  protected abstract void closeStream() throws IOException;

  @Override
  public final void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    closeStream();
  }

  @Override
  public final boolean isClosed() {
    return closed;
  }

  @Override
  public final boolean isConnected() {
    return true;
  }

  @Override
  public final boolean isBound() {
    return true;
  }

  @Override
  public final SocketAddress getRemoteSocketAddress() {
    return NOWHERE;
  }

  @Override
  public final SocketAddress getLocalSocketAddress() {
    return NOWHERE;
  }

  @Override
  public void shutdownOutput() throws IOException {
    getOutputStream().close();
  }

  @Override
  public final void setTcpNoDelay(boolean on) {}

  @Override
  public final void setKeepAlive(boolean on) {}

  @Override
  public final void setSoTimeout(int timeout) {}

  @Override
  public final int getSoTimeout() {
    return 0;
  }

  @Override
  public final String toString() {
    return name;
  }
}
