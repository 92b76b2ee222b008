package dev.gantry.llm.server;

import static dev.gantry.llm.Replies.reason;
import static dev.gantry.llm.security.TestKeys.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.llm.metrics.ServiceMetrics;
import dev.gantry.llm.rpc.EmbeddingGrpc;
import dev.gantry.llm.security.ServerSecurity;
import dev.gantry.llm.security.TlsFiles;
import dev.gantry.llm.serving.EmbeddingState;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbeddingServiceGrpc;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over real sockets. Whoever is let in hears that there is no engine (UNAVAILABLE).
class AuthenticationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir private Path directory;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private @Nullable Server server;

  private void start(@Nullable TlsFiles tls, @Nullable String token) throws Exception {
    Path tokenFile =
        token == null ? null : Files.writeString(directory.resolve("token"), token + "\n");
    ServerSecurity security = ServerSecurity.load(tls, tokenFile, InstantSource.system());
    Health health = new Health();
    server =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Authentication.credentials(security))
            .intercept(
                new Authentication(
                    security, (level, event, fields) -> log.add(event + " " + List.of(fields))))
            .intercept(new RequestIds())
            .addService(
                new EmbeddingGrpc(
                    () -> new EmbeddingState.Disabled("none"),
                    new ServiceMetrics(true, "1", ModelState.Draining::new),
                    (_, _, _) -> {}))
            .addService(health.service())
            .build()
            .start();
  }

  private ManagedChannel dial(ChannelCredentials credentials) {
    assertThat(server).isNotNull();
    channels.add(
        OkHttpChannelBuilder.forAddress("localhost", server.getPort(), credentials).build());
    return channels.getLast();
  }

  private static TlsChannelCredentials.Builder trusting(String certificate) throws Exception {
    return TlsChannelCredentials.newBuilder().trustManager(file(certificate).toFile());
  }

  private static ChannelCredentials showing(String name) throws Exception {
    return trusting("authority.pem")
        .keyManager(file(name + ".pem").toFile(), file(name + ".key").toFile())
        .build();
  }

  @AfterEach
  void stop() {
    channels.forEach(ManagedChannel::shutdownNow);
    if (server != null) {
      server.shutdownNow();
    }
  }

  private static StatusException call(ManagedChannel channel, @Nullable String authorization) {
    Metadata headers = new Metadata();
    if (authorization != null) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    }
    try {
      EmbeddingServiceGrpc.newBlockingV2Stub(channel)
          .withDeadlineAfter(PATIENCE)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
          .embed(EmbedRequest.newBuilder().addTexts("a").build());
      throw new AssertionError("there is no engine that could answer");
    } catch (StatusException e) {
      return e;
    }
  }

  private static Code code(ManagedChannel channel, @Nullable String authorization) {
    return call(channel, authorization).getStatus().getCode();
  }

  private static ServingStatus health(ManagedChannel channel) throws StatusException {
    return HealthGrpc.newBlockingV2Stub(channel)
        .withDeadlineAfter(PATIENCE)
        .check(HealthCheckRequest.getDefaultInstance())
        .getStatus();
  }

  @Test
  void letsEveryoneInWhereNothingIsConfigured() throws Exception {
    start(null, null);

    assertThat(code(dial(InsecureChannelCredentials.create()), null)).isEqualTo(Code.UNAVAILABLE);
  }

  @Test
  void wantsTheTokenForEverythingButHealth() throws Exception {
    start(null, TOKEN);
    ManagedChannel channel = dial(InsecureChannelCredentials.create());
    StatusException missing = call(channel, null);
    StatusException wrong = call(channel, "Bearer " + TOKEN.replace('f', 'e'));

    assertThat(missing.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(missing.getStatus().getDescription())
        .isEqualTo("The server wants a token, as metadata \"authorization: Bearer ...\".");
    assertThat(reason(missing)).isEqualTo("TOKEN_MISSING");
    assertThat(wrong.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(reason(wrong)).isEqualTo("TOKEN_WRONG");
    assertThat(code(channel, "Bearer " + TOKEN)).isEqualTo(Code.UNAVAILABLE);
    assertThat(health(channel)).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(log)
        .hasSize(2)
        .allMatch(line -> line.startsWith("call.refused"))
        .allMatch(line -> line.contains("gantry.llm.v1.EmbeddingService/Embed"))
        .noneMatch(line -> line.contains("0123"));
  }

  @Test
  void talksTls() throws Exception {
    for (String name : List.of("server", "server-rsa")) {
      start(new TlsFiles(file(name + ".pem"), file(name + ".key"), null), null);
      String trusted = name.equals("server") ? "authority.pem" : "server-rsa.pem";

      assertThat(code(dial(trusting(trusted).build()), null)).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(dial(trusting("stranger.pem").build()), null))
          .rootCause()
          .hasMessageContaining("unable to find valid certification path");
      stop();
    }
  }

  @Test
  void wantsAClientCertificateForEverythingButHealth() throws Exception {
    start(new TlsFiles(file("server.pem"), file("server.key"), file("authority.pem")), null);
    ManagedChannel nobody = dial(trusting("authority.pem").build());
    StatusException missing = call(nobody, null);

    assertThat(missing.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(reason(missing)).isEqualTo("CLIENT_CERTIFICATE_MISSING");
    assertThat(health(nobody)).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(call(dial(showing("client")), null).getStatus().getDescription()).isEqualTo("none");
  }

  @Test
  void dropsWhoShowsTheCertificateOfAnotherAuthority() throws Exception {
    start(new TlsFiles(file("server.pem"), file("server.key"), file("authority.pem")), null);
    ManagedChannel forged = dial(showing("forged"));

    assertThatThrownBy(() -> health(forged))
        .isInstanceOfSatisfying(
            StatusException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE));
    assertThat(call(forged, null).getStatus().getDescription()).isNotEqualTo("none");
  }
}
