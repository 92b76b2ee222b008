package dev.gantry.adapter.buildkit.transport;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Turns a connection to an engine into one to its BuildKit: `POST /grpc` with `Upgrade: h2c`,
/// answered by 101, after which both sides speak HTTP/2 (moby,
/// `api/server/router/grpc/grpc_routes.go`).
///
/// The path has no API version: an engine refuses a version newer than its own.
final class HttpUpgrade {

  private static final String REQUEST =
      """
      POST /grpc HTTP/1.1\r
      Host: engine\r
      Connection: Upgrade\r
      Upgrade: h2c\r
      Content-Length: 0\r
      \r
      """;

  private static final String HEAD_END = "\r\n\r\n";
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int SWITCHING_PROTOCOLS = 101;

  private HttpUpgrade() {}

  /// Asks for the upgrade and returns whether the engine agreed. If not, the connection is spent.
  ///
  /// @throws IOException if the connection breaks, or no answer comes before the deadline, in which
  ///   case the connection is closed
  static boolean request(Socket socket, Duration deadline) throws IOException {
    CompletableFuture<Void> guard = new CompletableFuture<>();
    CompletableFuture<Void> closing =
        guard
            .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(
                _ -> {
                  closeQuietly(socket);
                  return null;
                });
    try {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return status(readHead(socket.getInputStream())) == SWITCHING_PROTOCOLS;
    } catch (IOException failure) {
      if (closing.isDone()) {
        throw new HttpTimeoutException("no answer within " + deadline);
      }
      throw failure;
    } finally {
      guard.complete(null);
    }
  }

  /// Reads byte by byte: what follows the head belongs to HTTP/2 and may be there already.
  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (head.size() < MAX_HEAD_BYTES) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended before an answer");
      }
      head.write(next);
      if (next == '\n' && head.toString(StandardCharsets.US_ASCII).endsWith(HEAD_END)) {
        return head.toString(StandardCharsets.US_ASCII);
      }
    }
    throw new IOException("the answer has a head without end");
  }

  private static int status(String head) throws IOException {
    String[] words = head.lines().findFirst().orElse("").split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("\\d{3}")) {
      throw new IOException("no HTTP answer: " + head.strip());
    }
    return Integer.parseInt(words[1]);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // it is given up anyway
    }
  }
}
