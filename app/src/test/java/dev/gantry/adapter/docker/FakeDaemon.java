package dev.gantry.adapter.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Conversations of a daemon: a good one, and several that are not.
final class FakeDaemon {

  private FakeDaemon() {}

  /// Tells these versions, and holds the stream of events open.
  static UnixServer.Conversation of(String version, String newestApi, String oldestApi) {
    return of(version, newestApi, oldestApi, () -> false);
  }

  /// As above, but takes requests without an answer while it hangs.
  static UnixServer.Conversation of(
      String version, String newestApi, String oldestApi, BooleanSupplier hangs) {
    return client -> {
      while (true) {
        String request = request(client);
        if (hangs.getAsBoolean()) {
          continue;
        }
        if (request.contains("/version")) {
          answer(
              client,
              "200 OK",
              """
              {"Version":"%s","ApiVersion":"%s","MinAPIVersion":"%s","Os":"linux","Arch":"amd64"}\
              """
                  .formatted(version, newestApi, oldestApi));
        } else if (request.contains("/events")) {
          say(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        } else {
          answer(client, "404 Not Found", "{\"message\":\"page not found\"}");
        }
      }
    };
  }

  /// Says in the head of each answer what it is, as engines do, and may become another version.
  ///
  /// @param versions gets one more for each time that the version is asked for
  static UnixServer.Conversation of(Supplier<String> version, Collection<String> versions) {
    return client -> {
      String request = request(client);
      String now = version.get();
      String body = "OK";
      if (request.contains("/version")) {
        versions.add(now);
        body =
            """
            {"Version":"%s","ApiVersion":"1.51","MinAPIVersion":"1.24","Os":"linux","Arch":"amd64"}\
            """
                .formatted(now);
      }
      say(
          client,
          "HTTP/1.1 200 OK\r\nServer: Docker/%s (linux)\r\nApi-Version: 1.51\r\n\r\n%s"
              .formatted(now, body));
    };
  }

  /// Answers every request in the same way.
  static UnixServer.Conversation answering(String status, String body) {
    return client -> {
      request(client);
      answer(client, status, body);
    };
  }

  /// Answers the first request with these bytes.
  static UnixServer.Conversation replying(String bytes) {
    return client -> {
      request(client);
      say(client, bytes);
    };
  }

  /// Speaks another protocol.
  static UnixServer.Conversation greeting(String text) {
    return client -> say(client, text);
  }

  /// Takes the request and says nothing.
  static UnixServer.Conversation silent() {
    return client -> {
      while (true) {
        request(client);
      }
    };
  }

  /// Closes every connection at once.
  static UnixServer.Conversation closing() {
    return _ -> {};
  }

  private static void answer(SocketChannel client, String status, String body) throws IOException {
    say(
        client,
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.getBytes(UTF_8).length, body));
  }

  private static void say(SocketChannel client, String text) throws IOException {
    UnixServer.say(client, text.getBytes(UTF_8));
  }

  /// Reads the head of a request; none of the requests here has a body.
  private static String request(SocketChannel client) throws IOException {
    StringBuilder head = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    while (head.indexOf("\r\n\r\n") < 0) {
      buffer.clear();
      if (client.read(buffer) < 0) {
        throw new IOException("the client has closed the connection");
      }
      head.append(US_ASCII.decode(buffer.flip()));
    }
    return head.toString();
  }
}
