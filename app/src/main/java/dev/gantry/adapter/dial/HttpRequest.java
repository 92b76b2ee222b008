package dev.gantry.adapter.dial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// A request in HTTP/1.1, for a connection of its own.
///
/// @param target path and query
/// @param fields of the head, besides those that say how the body comes
/// @param length of the body in bytes; empty when it comes in chunks
public record HttpRequest(
    String method,
    String target,
    Map<String, List<String>> fields,
    InputStream body,
    OptionalLong length) {

  private static final int CHUNK_BYTES = 64 * 1024;

  public HttpRequest {
    fields = Map.copyOf(fields);
  }

  /// A request without a body.
  public static HttpRequest of(String method, String target) {
    return new HttpRequest(
        method, target, Map.of(), InputStream.nullInputStream(), OptionalLong.of(0));
  }

  /// The same with another field in its head.
  public HttpRequest with(String name, String value) {
    return with(name, List.of(value));
  }

  /// The same with another field, once for each value.
  public HttpRequest with(String name, List<String> values) {
    Map<String, List<String>> more = new HashMap<>(fields);
    more.put(name, List.copyOf(values));
    return new HttpRequest(method, target, more, body, length);
  }

  /// The same with these bytes as its body.
  public HttpRequest withBody(byte[] bytes) {
    return new HttpRequest(
        method, target, fields, new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
  }

  /// The same with a body of unknown length.
  public HttpRequest withBody(InputStream stream) {
    return new HttpRequest(method, target, fields, stream, OptionalLong.empty());
  }

  void write(OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder(method).append(' ').append(target);
    head.append(" HTTP/1.1\r\nHost: engine\r\n");
    fields.forEach(
        (name, values) ->
            values.forEach(value -> head.append(name).append(": ").append(value).append("\r\n")));
    if (length.isEmpty()) {
      head.append("Transfer-Encoding: chunked\r\n\r\n");
    } else {
      head.append("Content-Length: ").append(length.getAsLong()).append("\r\n\r\n");
    }
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (length.isPresent()) {
      body.transferTo(out);
    } else {
      writeChunks(out);
    }
    out.flush();
  }

  private void writeChunks(OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
      if (read > 0) {
        out.write((Integer.toHexString(read) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(chunk, 0, read);
        out.write('\r');
        out.write('\n');
      }
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }
}
