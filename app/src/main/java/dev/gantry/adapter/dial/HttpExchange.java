package dev.gantry.adapter.dial;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/// One request to an engine and its answer, on a connection that is used for nothing else. Engines
/// listen on sockets of all kinds, which the HTTP client of the JDK cannot be given.
///
/// There is no deadline here: [#close] from another thread ends every wait.
public final class HttpExchange implements AutoCloseable {

  private static final int FIRST_SUCCESS = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Socket socket;
  private final HttpHead head;
  private final InputStream body;

  private HttpExchange(Socket socket, HttpHead head, InputStream body) {
    this.socket = socket;
    this.head = head;
    this.body = body;
  }

  /// Sends the request and waits for the head of the answer. The connection belongs to the exchange
  /// from then on, unless this fails.
  public static HttpExchange open(Socket socket, HttpRequest request) throws IOException {
    HttpHead head = answer(socket, request);
    return new HttpExchange(socket, head, body(request, head, socket.getInputStream()));
  }

  /// An engine may refuse a request and close before it has read all of it; the refusal then tells
  /// more than the broken connection.
  private static HttpHead answer(Socket socket, HttpRequest request) throws IOException {
    try {
      request.write(socket.getOutputStream());
    } catch (IOException broken) {
      try {
        return HttpHead.read(socket.getInputStream());
      } catch (IOException _) {
        throw broken;
      }
    }
    return HttpHead.read(socket.getInputStream());
  }

  public HttpHead head() {
    return head;
  }

  /// The body, which ends where the answer ends; after a change of protocol the rest of the stream.
  public InputStream body() {
    return body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static InputStream body(HttpRequest request, HttpHead head, InputStream in)
      throws IOException {
    boolean none =
        request.method().equals("HEAD")
            || head.status() == NO_CONTENT
            || head.status() == NOT_MODIFIED;
    if (none) {
      return InputStream.nullInputStream();
    }
    if (head.status() < FIRST_SUCCESS) {
      return in;
    }
    if (head.field("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
      return BodyStream.chunked(in);
    }
    return head.field("content-length").isPresent()
        ? BodyStream.ofLength(in, length(head.field("content-length").get()))
        : in;
  }

  private static long length(String text) throws IOException {
    if (!text.matches("\\d{1,18}")) {
      throw new IOException("no length of an answer: " + text);
    }
    return Long.parseLong(text);
  }
}
