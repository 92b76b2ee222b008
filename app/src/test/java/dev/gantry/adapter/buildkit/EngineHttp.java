package dev.gantry.adapter.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.EngineAvailable;
import dev.gantry.adapter.dial.EngineDialer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// The engine's own word on images, to compare with.
final class EngineHttp {

  private EngineHttp() {}

  static JsonNode image(String reference) throws IOException {
    return new ObjectMapper().readTree(request("GET", "/images/" + reference + "/json"));
  }

  /// Whether the engine keeps images in containerd's store.
  static boolean usesContainerdStore() throws IOException {
    JsonNode info = new ObjectMapper().readTree(request("GET", "/info"));
    return info.path("DriverStatus").toString().contains("io.containerd.snapshotter");
  }

  static void removeImage(String reference) throws IOException {
    request("DELETE", "/images/" + reference + "?force=true");
  }

  private static String request(String method, String path) throws IOException {
    try (Socket socket = new EngineDialer().dial(EngineAvailable.address(), false)) {
      String head = method + " " + path + " HTTP/1.0\r\nHost: engine\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }
}
