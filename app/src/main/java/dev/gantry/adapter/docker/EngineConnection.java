package dev.gantry.adapter.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A way to talk to one engine. Opens sockets when they are needed; [#close] closes all of them,
/// also those in use by other threads.
final class EngineConnection implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FIRST_REFUSAL = 300;

  private final DockerHttpClient http;
  private final String apiVersion;

  private EngineConnection(DockerHttpClient http, String apiVersion) {
    this.http = http;
    this.apiVersion = apiVersion;
  }

  /// @param apiVersion to speak, for example `1.51`; empty for the newest that the engine knows
  static EngineConnection to(EngineAddress address, String apiVersion) {
    return new EngineConnection(new DialedHttpClient(new EngineDialer(), address), apiVersion);
  }

  DockerClient client() {
    DefaultDockerClientConfig config =
        new DefaultDockerClientConfig.Builder()
            // for nobody: the HTTP client knows where to connect
            .withDockerHost("unix:///var/run/docker.sock")
            .withApiVersion(RemoteApiVersion.parseConfigWithDefault(apiVersion))
            .build();
    return DockerClientImpl.getInstance(config, http);
  }

  /// Asks for a document. To have docker-java read one into its own classes takes several times as
  /// long in a process that does so once.
  ///
  /// @param path for example `/version`
  /// @throws DockerException if the engine refuses
  /// @throws UncheckedIOException if it cannot be reached, or what it says is no JSON
  JsonNode document(String path) {
    String versioned = apiVersion.isEmpty() ? path : "/v" + apiVersion + path;
    Request request = Request.builder().method(Request.Method.GET).path(versioned).build();
    try (Response response = http.execute(request);
        InputStream body = response.getBody()) {
      if (response.getStatusCode() >= FIRST_REFUSAL) {
        String reason = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        throw new DockerException(reason, response.getStatusCode());
      }
      return JSON.readTree(body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// By what the engine shows itself on a question that costs it nothing.
  ///
  /// @throws UncheckedIOException if it cannot be reached
  Optional<EngineSigns> signs() {
    Request request = Request.builder().method(Request.Method.GET).path("/_ping").build();
    try (Response response = http.execute(request)) {
      return EngineSigns.of(response.getHeaders());
    }
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
