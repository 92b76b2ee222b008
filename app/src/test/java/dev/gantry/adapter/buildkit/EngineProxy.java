package dev.gantry.adapter.buildkit;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/// Passes TCP connections on to the engine, as the engine of another kind or time, until it
/// pretends that the engine is gone or hangs.
final class EngineProxy implements AutoCloseable {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\n";
  private static final String UPGRADE =
      "POST /grpc HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> requests = ConcurrentHashMap.newKeySet();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final EngineAddress engine;
  private volatile boolean newer;
  private volatile boolean gone;
  private volatile boolean hangs;

  EngineProxy() throws IOException {
    this(ServerSocketFactory.getDefault());
  }

  EngineProxy(ServerSocketFactory sockets) throws IOException {
    this(sockets, EngineAvailable.address());
  }

  EngineProxy(ServerSocketFactory sockets, EngineAddress engine) throws IOException {
    this.engine = engine;
    listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    if (listener instanceof SSLServerSocket secured) {
      var parameters = secured.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      secured.setSSLParameters(parameters);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// Does not know these paths.
  EngineProxy refusing(String... paths) {
    refused.addAll(Set.of(paths));
    return this;
  }

  /// Has API 1.53 and speaks HTTP/2 itself.
  EngineProxy newer() {
    newer = true;
    return this;
  }

  /// The first words of the requests so far, for example `POST /grpc`.
  Set<String> requests() {
    return Set.copyOf(requests);
  }

  /// Waits for the first request.
  void awaitRequest() throws InterruptedException {
    asked.await();
  }

  EngineAddress address() {
    return address(Optional.empty());
  }

  EngineAddress address(Optional<Path> tlsDirectory) {
    return address(tlsDirectory, false);
  }

  EngineAddress address(Optional<Path> tlsDirectory, boolean anyCertificate) {
    return new EngineAddress(
        "tcp://localhost:" + listener.getLocalPort(),
        EngineAddress.Source.ENVIRONMENT,
        tlsDirectory,
        anyCertificate);
  }

  /// Breaks all connections and takes no new ones.
  void goAway() throws IOException {
    gone = true;
    for (Socket socket : open) {
      socket.close();
    }
  }

  /// Keeps all connections and says nothing any more.
  void hang() {
    hangs = true;
  }

  /// Takes connections again, and answers.
  void comeBack() {
    gone = false;
    hangs = false;
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
        client.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      open.add(client);
      String head = head(client.getInputStream());
      while (!gone && isAnswered(client, head)) {
        head = head(client.getInputStream());
      }
      if (!gone) {
        connect(client, head);
      }
    } catch (IOException _) {
      // one side has ended
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  /// What this proxy answers by itself, if it does not hang.
  private boolean isAnswered(Socket client, String head) throws IOException {
    String[] words = head.split(" ", 3);
    requests.add(words[0] + " " + words[1]);
    asked.countDown();
    if (hangs) {
      return true;
    }
    if (head.equals(PREFACE)) {
      return false;
    }
    String answer;
    if (words[1].equals("/_ping")) {
      answer = "200 OK\r\nApi-Version: " + (newer ? "1.53" : "1.51");
    } else if (refused.stream().anyMatch(path -> words[1].startsWith(path))) {
      answer = "404 Not Found";
    } else {
      return false;
    }
    client
        .getOutputStream()
        .write(
            "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n"
                .formatted(answer)
                .getBytes(StandardCharsets.US_ASCII));
    return true;
  }

  private void connect(Socket client, String head) throws IOException, InterruptedException {
    try (Socket server = new EngineDialer().dial(engine, false)) {
      open.add(server);
      if (head.equals(PREFACE)) {
        if (!newer) {
          return;
        }
        server.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
        head(server.getInputStream());
      }
      server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      Thread back = Thread.ofVirtual().start(() -> copy(server, client));
      copy(client, server);
      back.join();
      open.remove(server);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      byte[] piece = new byte[16 * 1024];
      InputStream in = from.getInputStream();
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        if (!hangs) {
          to.getOutputStream().write(piece, 0, read);
        }
      }
    } catch (IOException _) {
      // one side has ended
    }
  }
}
