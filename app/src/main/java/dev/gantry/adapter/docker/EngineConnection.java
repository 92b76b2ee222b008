package dev.gantry.adapter.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A way to talk to one engine. Opens sockets when they are needed; [#close] closes all of them,
/// also those in use by other threads.
final class EngineConnection implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final DockerHttpClient http;
  private final DockerClient client;

  private EngineConnection(DockerHttpClient http, DockerClient client) {
    this.http = http;
    this.client = client;
  }

  /// @param apiVersion to speak, for example `1.51`; empty for the newest that the engine knows
  /// @throws GantryException with an `EngineConfigurationInvalid`
  static EngineConnection to(EngineAddress address, String apiVersion) {
    URI host = DockerHost.uri(address.host());
    DockerHttpClient http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(host)
            .sslConfig(tls(address))
            .connectionTimeout(CONNECT_TIMEOUT)
            .build();
    DefaultDockerClientConfig config =
        new DefaultDockerClientConfig.Builder()
            .withDockerHost(host.toString())
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

  private static @Nullable EngineTls tls(EngineAddress address) {
    Path directory = address.tlsDirectory().orElse(null);
    if (directory == null) {
      return null;
    }
    try {
      return EngineTls.of(directory);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new GantryException(
          new Problem.EngineConfigurationInvalid(directory.toString(), Causes.text(e)), e);
    }
  }
}
