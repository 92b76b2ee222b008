package dev.gantry.adapter.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A server on a Unix socket that can be stopped and started again, as an engine can. Every
/// connection has a thread and is closed when its conversation ends or the server stops.
final class UnixServer implements AutoCloseable {

  /// What happens on one connection.
  interface Conversation {
    void with(SocketChannel client) throws IOException;
  }

  private final Path socket;
  private final Conversation conversation;
  private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
  private ServerSocketChannel server;

  UnixServer(Path socket, Conversation conversation) throws IOException {
    this.socket = socket;
    this.conversation = conversation;
    this.server = listen();
  }

  String host() {
    return "unix://" + socket;
  }

  int clientCount() {
    return clients.size();
  }

  void start() throws IOException {
    server = listen();
  }

  void stop() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    for (SocketChannel client : clients) {
      client.close();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  /// Says something and no more.
  static void say(SocketChannel client, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      client.write(buffer);
    }
  }

  private ServerSocketChannel listen() throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().name("unix-server").start(() -> accept(listening));
    return listening;
  }

  private void accept(ServerSocketChannel listening) {
    try {
      while (true) {
        SocketChannel client = listening.accept();
        clients.add(client);
        if (!listening.isOpen()) {
          client.close();
        }
        Thread.ofVirtual().name("unix-server-client").start(() -> talk(client));
      }
    } catch (IOException _) {
      // stopped
    }
  }

  private void talk(SocketChannel client) {
    try (client) {
      conversation.with(client);
    } catch (IOException _) {
      // either side has closed the connection
    } finally {
      clients.remove(client);
    }
  }
}
