package dev.gantry.adapter.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.gantry.adapter.dial.EngineDialer;
import dev.gantry.domain.engine.EngineAddress;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A way to talk to one engine. Opens sockets when they are needed; [#close] closes all of them,
/// also those in use by other threads.
final class EngineConnection implements AutoCloseable {

  private final DockerHttpClient http;
  private final DockerClient client;

  private EngineConnection(DockerHttpClient http, DockerClient client) {
    this.http = http;
    this.client = client;
  }

  /// @param apiVersion to speak, for example `1.51`; empty for the newest that the engine knows
  static EngineConnection to(EngineAddress address, String apiVersion) {
    DockerHttpClient http = new DialedHttpClient(new EngineDialer(), address);
    DefaultDockerClientConfig config =
        new DefaultDockerClientConfig.Builder()
            // for nobody: the HTTP client knows where to connect
            .withDockerHost("unix:///var/run/docker.sock")
            .withApiVersion(RemoteApiVersion.parseConfigWithDefault(apiVersion))
            .build();
    return new EngineConnection(http, DockerClientImpl.getInstance(config, http));
  }

  DockerClient client() {
    return client;
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
