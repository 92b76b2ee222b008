package dev.gantry.adapter.dial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A connection to a Unix domain socket.
///
/// Reads and writes go to the channel itself: the streams of `java.nio.channels.Channels` may hold
/// one lock for both directions.
final class ChannelSocket extends StreamSocket {

  /// Larger pieces would need larger temporary direct buffers, which the JDK keeps per thread.
  private static final int PIECE_BYTES = 64 * 1024;

  private final SocketChannel channel;

  private ChannelSocket(SocketChannel channel, String name) {
    super(name);
    this.channel = channel;
  }

  static ChannelSocket connect(UnixDomainSocketAddress address) throws IOException {
    return new ChannelSocket(SocketChannel.open(address), address.toString());
  }

  @Override
  public InputStream getInputStream() {
    return new PieceInputStream() {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(bytes, offset, Math.min(length, PIECE_BYTES)));
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new PieceOutputStream() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int position = offset;
        while (position < end) {
          int piece = Math.min(end - position, PIECE_BYTES);
          position += channel.write(ByteBuffer.wrap(bytes, position, piece));
        }
      }
    };
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  protected void closeStream() throws IOException {
    channel.close();
  }
}
