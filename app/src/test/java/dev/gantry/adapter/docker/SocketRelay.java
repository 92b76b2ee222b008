package dev.gantry.adapter.docker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// Passes connections on to another Unix socket: a way to cut a real engine off without stopping
/// it.
final class SocketRelay {

  private SocketRelay() {}

  static UnixServer between(Path socket, Path engine) throws IOException {
    return new UnixServer(socket, client -> pass(client, engine));
  }

  private static void pass(SocketChannel client, Path engine) throws IOException {
    try (SocketChannel upstream = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
      Thread.ofVirtual()
          .name("relay-answers")
          .start(
              () -> {
                try (client) {
                  copy(upstream, client);
                } catch (IOException _) {
                  // either side has closed the connection
                }
              });
      copy(client, upstream);
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    while (from.read(buffer.clear()) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
    }
  }
}
