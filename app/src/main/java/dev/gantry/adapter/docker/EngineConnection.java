package dev.gantry.adapter.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.gantry.adapter.tls.TlsFiles;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
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

  private static @Nullable SSLConfig tls(EngineAddress address) {
    if (address.tlsDirectory().isEmpty()) {
      return null;
    }
    try {
      SSLContext context = TlsFiles.context(address.tlsDirectory());
      return () -> context;
    } catch (IOException | GeneralSecurityException e) {
      throw new GantryException(
          new Problem.EngineConfigurationInvalid(
              address.tlsDirectory().get().toString(), Causes.text(e)),
          e);
    }
  }
}
