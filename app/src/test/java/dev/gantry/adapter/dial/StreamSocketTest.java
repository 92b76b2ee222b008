package dev.gantry.adapter.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every kind of connection does, whose other side sends everything back.
@DisabledOnOs(OS.WINDOWS)
@Timeout(30)
class StreamSocketTest {

  enum Kind {
    UNIX,
    PROGRAM,
    PIPE
  }

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void carriesBytesBothWaysAtOnce(Kind kind) throws Exception {
    byte[] sent = "x".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    try (StreamSocket socket = open(kind)) {
      FutureTask<byte[]> received =
          new FutureTask<>(() -> socket.getInputStream().readNBytes(sent.length));
      Thread.ofVirtual().start(received);

      socket.getOutputStream().write(sent);
      socket.getOutputStream().flush();

      assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @EnumSource
  void carriesSingleBytes(Kind kind) throws Exception {
    try (StreamSocket socket = open(kind)) {
      socket.getOutputStream().write(0xfe);
      socket.getOutputStream().flush();

      assertThat(socket.getInputStream().read()).isEqualTo(0xfe);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAReadWhenItIsClosed(Kind kind) throws Exception {
    StreamSocket socket = open(kind);
    FutureTask<Integer> read = new FutureTask<>(() -> socket.getInputStream().read());
    Thread.ofVirtual().start(read);

    socket.close();
    socket.close();

    assertThat(socket.isClosed()).isTrue();
    try {
      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    } catch (ExecutionException ended) {
      assertThat(ended).hasCauseInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> socket.getOutputStream().write(new byte[100_000]))
        .isInstanceOf(IOException.class);
  }

  private StreamSocket open(Kind kind) throws IOException {
    return switch (kind) {
      case UNIX -> ChannelSocket.connect(echo());
      case PROGRAM -> ProcessSocket.start(List.of("cat"));
      case PIPE -> new PipeSocket(new EchoPipe(), "pipe");
    };
  }

  private UnixDomainSocketAddress echo() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("echo"));
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(address);
    Thread.ofVirtual()
        .start(
            () -> {
              try (listener;
                  SocketChannel client = listener.accept()) {
                ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
                while (client.read(piece.clear()) >= 0) {
                  piece.flip();
                  while (piece.hasRemaining()) {
                    client.write(piece);
                  }
                }
              } catch (IOException _) {
                // the other side has ended
              }
            });
    return address;
  }
}
