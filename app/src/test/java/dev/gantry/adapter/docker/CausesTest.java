package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CausesTest {

  private static final String HOST = "tcp://lab:2376";
  private static final EngineAddress ADDRESS =
      new EngineAddress(HOST, Source.ENVIRONMENT, Optional.empty());

  /// The exceptions are those that JDK 25 throws, in the wrapping of docker-java.
  static Stream<Arguments> failures() {
    return Stream.of(
        argumentSet(
            "socket of another user",
            new BindException("Permission denied"),
            new Problem.EnginePermissionDenied(HOST, "Permission denied")),
        argumentSet(
            "no socket",
            new SocketException("No such file or directory"),
            new Problem.EngineNotRunning(HOST, "No such file or directory")),
        argumentSet(
            "nobody listens",
            new ConnectException("Connection refused"),
            new Problem.EngineNotRunning(HOST, "Connection refused")),
        argumentSet(
            "unknown host",
            new UnknownHostException("lab"),
            new Problem.EngineNotRunning(HOST, "unknown host: lab")),
        argumentSet(
            "wrong certificate",
            new SSLHandshakeException(
                "PKIX path building failed", new CertPathBuilderException("no valid path")),
            new Problem.EngineConfigurationInvalid(HOST, "no valid path")),
        argumentSet(
            "no message", new IOException(), new Problem.EngineNotRunning(HOST, "IOException")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsTheProblemOfAFailedAttempt(IOException failure, Problem problem) {
    assertThat(Causes.problem(ADDRESS, new RuntimeException(failure))).isEqualTo(problem);
  }
}
