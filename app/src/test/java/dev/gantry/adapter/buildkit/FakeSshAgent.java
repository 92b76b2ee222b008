package dev.gantry.adapter.buildkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An SSH agent without keys that answers the question for them, signs with nothing, and notes what
/// it was asked.
final class FakeSshAgent implements AutoCloseable {

  private static final byte[] NO_IDENTITIES = {0, 0, 0, 5, 12, 0, 0, 0, 0};
  private static final byte[] SIGNED = {0, 0, 0, 1, 14};
  private static final int REQUEST_IDENTITIES = 11;

  private final Path socket;
  private final ServerSocketChannel server;
  private final List<Integer> requests = new CopyOnWriteArrayList<>();

  FakeSshAgent(Path socket) throws IOException {
    this.socket = socket;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::serve);
  }

  Path socket() {
    return socket;
  }

  /// The types of the messages that have come.
  List<Integer> requests() {
    return requests;
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        Thread.ofVirtual().start(() -> answer(connection));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void answer(SocketChannel connection) {
    try (connection) {
      ByteBuffer message = ByteBuffer.allocate(5);
      while (connection.read(message) >= 0) {
        if (!message.hasRemaining()) {
          int type = message.get(4);
          requests.add(type);
          connection.write(ByteBuffer.wrap(type == REQUEST_IDENTITIES ? NO_IDENTITIES : SIGNED));
          message.clear();
        }
      }
    } catch (IOException _) {
      // the other side is gone
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
