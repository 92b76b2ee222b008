package dev.gantry.adapter.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.adapter.dial.HttpExchange;
import dev.gantry.adapter.dial.HttpRequest;
import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets docker-java speak over the connections that builds use, so that an engine is reached either
/// by both or by none. Each request has a connection of its own; closing the client closes all of
/// them, which ends every wait.
final class DialedHttpClient implements DockerHttpClient {

  private final EngineDialer dialer;
  private final EngineAddress address;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  DialedHttpClient(EngineDialer dialer, EngineAddress address) {
    this.dialer = dialer;
    this.address = address;
  }

  @Override
  public Response execute(Request request) {
    try {
      Socket socket = connect();
      try {
        return new Answer(HttpExchange.open(socket, http(request)));
      } catch (IOException failure) {
        IOException explained = EngineDialer.explained(address, socket, failure);
        socket.close();
        throw explained;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  /// A connection that was being made while all were closed is closed as well.
  private Socket connect() throws IOException {
    Socket socket = dialer.dial(address, false);
    open.removeIf(Socket::isClosed);
    open.add(socket);
    if (closed) {
      socket.close();
    }
    return socket;
  }

  private static HttpRequest http(Request request) {
    HttpRequest http = HttpRequest.of(request.method(), request.path());
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      http = http.with(header.getKey(), header.getValue());
    }
    http = http.with("Connection", "close");
    byte[] bytes = request.bodyBytes();
    InputStream stream = request.body();
    if (bytes != null) {
      return http.withBody(bytes);
    }
    return stream == null ? http : http.withBody(stream);
  }

  /// What docker-java reads of an exchange.
  private record Answer(HttpExchange exchange) implements Response {

    @Override
    public int getStatusCode() {
      return exchange.head().status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return exchange.head().fields();
    }

    @Override
    public InputStream getBody() {
      return exchange.body();
    }

    @Override
    public void close() {
      try {
        exchange.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
