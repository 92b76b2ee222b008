package dev.gantry.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.TestIdentity;
import dev.gantry.adapter.dial.PemKey;
import dev.gantry.domain.inference.Embedding;
import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceAccess;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.llm.v1.EmbedRequest;
import dev.gantry.llm.v1.EmbedResponse;
import dev.gantry.llm.v1.EmbeddingServiceGrpc.EmbeddingServiceImplBase;
import dev.gantry.llm.v1.GenerateRequest;
import dev.gantry.llm.v1.GenerateResponse;
import dev.gantry.llm.v1.GenerationServiceGrpc.GenerationServiceImplBase;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Services that want TLS and a token. A certificate that vouches for itself is its own authority.
@Timeout(60)
class GrpcAccessTest {
  private static final ServiceAccess.Token TOKEN = new ServiceAccess.Token("0123456789abcdef");
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir private static Path directory;

  private static Path identity;
  private static Path other;
  private static X509Certificate own;
  private static X509Certificate others;
  private final GrpcInferenceService service = new GrpcInferenceService(InstantSource.system());
  private final List<Server> servers = new ArrayList<>();

  @BeforeAll
  static void makeIdentities() throws Exception {
    identity = TestIdentity.make(directory, "localhost");
    own = certificate(identity);
    other = TestIdentity.make(directory, "other");
    others = certificate(other);
  }

  @AfterEach
  void close() {
    service.close();
    servers.forEach(Server::shutdownNow);
  }

  @Test
  void generatesByTlsWithTheToken() throws Exception {
    assertThat(ask(endpoint("localhost", tls()).with(access(own, TOKEN))))
        .isInstanceOf(GenerationEvent.Finished.class);
  }

  @Test
  void embedsByTlsWithTheToken() throws Exception {
    ServiceEndpoint endpoint = endpoint("localhost", tls()).with(access(own, TOKEN));

    assertThat(service.embedder().embed(endpoint, List.of("a"), DEADLINE).embeddings())
        .containsExactly(new Embedding(List.of(1f), 1, false));
  }

  @Test
  void showsTheTokenToAServiceWithoutTls() throws Exception {
    ServiceAccess access = new ServiceAccess(List.of(), Optional.of(TOKEN));

    assertThat(ask(endpoint("127.0.0.1", InsecureServerCredentials.create()).with(access)))
        .isInstanceOf(GenerationEvent.Finished.class);
  }

  @Test
  void saysThatTheServiceWantsAToken() throws Exception {
    ServiceEndpoint endpoint =
        endpoint("localhost", tls()).with(new ServiceAccess(List.of(own), Optional.empty()));

    assertThat(problem(endpoint))
        .isEqualTo(new Problem.ServiceLocked("localhost:" + endpoint.port(), "no such token"));
    assertThatThrownBy(() -> service.embedder().embed(endpoint, List.of("a"), DEADLINE))
        .isInstanceOfSatisfying(
            GantryException.class,
            failure -> assertThat(failure.problem()).isInstanceOf(Problem.ServiceLocked.class));
  }

  @Test
  void doesNotMixUpTwoWaysIn() throws Exception {
    ServiceEndpoint endpoint = endpoint("localhost", tls());

    assertThat(ask(endpoint.with(access(own, TOKEN)))).isInstanceOf(GenerationEvent.Finished.class);
    assertThat(problem(endpoint.with(access(own, new ServiceAccess.Token("wrong")))))
        .isInstanceOf(Problem.ServiceLocked.class);
    assertThat(problem(endpoint.with(access(others, TOKEN))))
        .isInstanceOf(Problem.ServiceNotTrusted.class);
  }

  @Test
  void doesNotTrustTheCertificateOfAnotherAuthority() throws Exception {
    ServiceEndpoint endpoint = endpoint("localhost", tls()).with(access(others, TOKEN));

    assertThat(problem(endpoint))
        .isEqualTo(
            new Problem.ServiceNotTrusted(
                "localhost:" + endpoint.port(),
                "unable to find valid certification path to requested target"));
  }

  @Test
  void doesNotTrustACertificateForAnotherHost() throws Exception {
    assertThat(problem(endpoint("127.0.0.1", tls()).with(access(own, TOKEN))))
        .isInstanceOfSatisfying(
            Problem.ServiceNotTrusted.class,
            problem -> assertThat(problem.cause()).contains("127.0.0.1"));
  }

  @Test
  void trustsACertificateForTheNameThatIsSaid() throws Exception {
    ServiceAccess access =
        new ServiceAccess(
            List.of(own), Optional.of("localhost"), Optional.empty(), Optional.of(TOKEN));

    assertThat(ask(endpoint("127.0.0.1", tls()).with(access)))
        .isInstanceOf(GenerationEvent.Finished.class);
  }

  @Test
  void showsItsCertificateToAServiceThatWantsOne() throws Exception {
    ServerCredentials credentials =
        TlsServerCredentials.newBuilder()
            .keyManager(identity.resolve("cert.pem").toFile(), identity.resolve("key.pem").toFile())
            .trustManager(other.resolve("cert.pem").toFile())
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build();
    ServiceAccess.Identity shown =
        new ServiceAccess.Identity(
            List.of(others), PemKey.read(Files.readString(other.resolve("key.pem"))));
    ServiceEndpoint endpoint = endpoint("localhost", credentials);

    assertThat(
            ask(
                endpoint.with(
                    new ServiceAccess(
                        List.of(own), Optional.empty(), Optional.of(shown), Optional.of(TOKEN)))))
        .isInstanceOf(GenerationEvent.Finished.class);
    assertThat(ask(endpoint.with(access(own, TOKEN)))).isInstanceOf(GenerationEvent.Failed.class);
  }

  @Test
  void healthSaysThatTheServiceIsNotTrusted() throws Exception {
    ServiceEndpoint endpoint = endpoint("localhost", tls()).with(access(others, TOKEN));
    BlockingQueue<ServiceHealth> told = new LinkedBlockingQueue<>();

    try (AutoCloseable _ = service.watchHealth(endpoint, told::add)) {
      assertThat(told.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(
              new ServiceHealth.Unreachable(
                  new Problem.ServiceNotTrusted(
                      endpoint.address(),
                      "unable to find valid certification path to requested target")));
    }
  }

  @Test
  void saysThatTheServiceDoesNotSpeakTls() throws Exception {
    ServiceEndpoint endpoint = endpoint("localhost", InsecureServerCredentials.create());

    assertThat(problem(endpoint.with(access(own, TOKEN))))
        .isInstanceOf(Problem.ServiceNotTrusted.class);
  }

  @Test
  void failsWhereTheServiceSpeaksNothingButTls() throws Exception {
    assertThat(problem(endpoint("localhost", tls())))
        .isInstanceOf(Problem.ServiceUnreachable.class);
  }

  @Test
  void doesNotPrintTheToken() {
    assertThat(access(own, TOKEN).toString()).doesNotContain(TOKEN.value());
  }

  private GenerationEvent ask(ServiceEndpoint endpoint) throws InterruptedException {
    BlockingQueue<GenerationEvent> told = new LinkedBlockingQueue<>();
    service.generate(
        endpoint, new Prompt("Hi", 1, 0, Optional.empty(), List.of(), DEADLINE), told::add);
    GenerationEvent event = told.poll(DEADLINE.toSeconds() * 2, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  private Problem problem(ServiceEndpoint endpoint) throws InterruptedException {
    return ((GenerationEvent.Failed) ask(endpoint)).problem();
  }

  private static ServiceAccess access(X509Certificate authority, ServiceAccess.Token token) {
    return new ServiceAccess(List.of(authority), Optional.of(token));
  }

  private static ServerCredentials tls() throws IOException {
    return TlsServerCredentials.create(
        identity.resolve("cert.pem").toFile(), identity.resolve("key.pem").toFile());
  }

  private ServiceEndpoint endpoint(String host, ServerCredentials credentials) throws IOException {
    Server server =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), credentials)
            .intercept(new Guard())
            .addService(new Generations())
            .addService(new Embeddings())
            .build()
            .start();
    servers.add(server);
    return new ServiceEndpoint(host, server.getPort(), "");
  }

  private static X509Certificate certificate(Path identity) throws Exception {
    try (InputStream in = Files.newInputStream(identity.resolve("cert.pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /// Wants the token of each call.
  private static final class Guard implements ServerInterceptor {
    @Override
    public <Q, A> Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String shown =
          headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      if (("Bearer " + TOKEN.value()).equals(shown)) {
        return next.startCall(call, headers);
      }
      call.close(Status.UNAUTHENTICATED.withDescription("no such token"), new Metadata());
      return new Listener<>() {};
    }
  }

  private static final class Generations extends GenerationServiceImplBase {
    @Override
    public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
      observer.onNext(TestLlmServer.finished(0));
      observer.onCompleted();
    }
  }

  private static final class Embeddings extends EmbeddingServiceImplBase {
    @Override
    public void embed(EmbedRequest request, StreamObserver<EmbedResponse> observer) {
      observer.onNext(
          EmbedResponse.newBuilder()
              .addEmbeddings(dev.gantry.llm.v1.Embedding.newBuilder().addValues(1).setTokens(1))
              .build());
      observer.onCompleted();
    }
  }
}
