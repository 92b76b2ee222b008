package dev.gantry.adapter.buildkit;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.buildkit.transport.EngineDialer;
import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/// Passes TCP connections on to the engine, until it pretends that the engine is gone.
final class EngineProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean gone;

  EngineProxy() throws IOException {
    this(ServerSocketFactory.getDefault());
  }

  EngineProxy(ServerSocketFactory sockets) throws IOException {
    listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  EngineAddress address() {
    return address(Optional.empty());
  }

  EngineAddress address(Optional<Path> tlsDirectory) {
    return new EngineAddress(
        "tcp://localhost:" + listener.getLocalPort(),
        EngineAddress.Source.ENVIRONMENT,
        tlsDirectory);
  }

  /// Breaks all connections and takes no new ones.
  void goAway() throws IOException {
    gone = true;
    for (Socket socket : open) {
      socket.close();
    }
  }

  /// Takes connections again.
  void comeBack() {
    gone = false;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    goAway();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void connect(Socket client) {
    try (client;
        Socket engine = new EngineDialer().dial(EngineAvailable.address(), false)) {
      open.add(client);
      open.add(engine);
      if (!gone) {
        Thread back = Thread.ofVirtual().start(() -> copy(engine, client));
        copy(client, engine);
        back.join();
      }
    } catch (IOException _) {
      // one side has ended
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException _) {
      // one side has ended
    }
  }
}
