package dev.gantry.adapter.buildkit.agent;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// Passes requests on to an agent and its answers back.
final class SocketConnection implements SshAgent.Connection {

  private final SocketChannel agent;

  /// @throws IOException if nothing listens there
  SocketConnection(Path socket) throws IOException {
    agent = SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  @Override
  public byte[] answer(byte[] request) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + request.length);
    out.putInt(request.length).put(request).flip();
    while (out.hasRemaining()) {
      agent.write(out);
    }
    int length = ByteBuffer.wrap(read(Integer.BYTES)).getInt();
    if (length < 1 || length > SshAgent.MAX_MESSAGE_BYTES) {
      throw new IOException("a message of " + length + " bytes is none of an SSH agent");
    }
    return read(length);
  }

  private byte[] read(int count) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(count);
    while (in.hasRemaining()) {
      if (agent.read(in) < 0) {
        throw new EOFException("the agent ended the connection");
      }
    }
    return in.array();
  }

  @Override
  public void close() throws IOException {
    agent.close();
  }
}
