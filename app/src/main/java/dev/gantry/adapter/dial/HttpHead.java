package dev.gantry.adapter.dial;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The head of an answer in HTTP/1.1 (RFC 9112): status and header fields.
///
/// @param status for example 200
/// @param fields values by name in lower case
public record HttpHead(int status, Map<String, List<String>> fields) {

  private static final String END = "\r\n\r\n";
  private static final int MAX_BYTES = 64 * 1024;

  public HttpHead {
    fields = Map.copyOf(fields);
  }

  /// The first value of a field.
  public Optional<String> field(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /// Reads byte by byte: what follows the head may belong to another protocol and be there already.
  static HttpHead read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (head.size() < MAX_BYTES) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended before an answer");
      }
      head.write(next);
      if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith(END)) {
        return parse(head.toString(StandardCharsets.ISO_8859_1).lines().toList());
      }
    }
    throw new IOException("the answer has a head without end");
  }

  private static HttpHead parse(List<String> lines) throws IOException {
    String[] words = lines.getFirst().split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("\\d{3}")) {
      throw new IOException("no HTTP answer: " + lines.getFirst().strip());
    }
    Map<String, List<String>> fields = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields
            .computeIfAbsent(
                line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
    }
    return new HttpHead(Integer.parseInt(words[1]), fields);
  }
}
