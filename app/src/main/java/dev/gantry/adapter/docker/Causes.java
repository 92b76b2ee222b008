package dev.gantry.adapter.docker;

import com.github.dockerjava.api.exception.DockerException;
import dev.gantry.adapter.dial.EngineUnreachable;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.Problem.EngineProblem;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// Reads from an exception why an engine could not be spoken to.
///
/// The JDK tells errors of Unix sockets by text only: `connect` gives "No such file or directory"
/// as `SocketException` and "Permission denied" as `BindException`.
final class Causes {

  /// What the system says of a socket that does not exist.
  static final String ABSENT = "No such file or directory";

  private Causes() {}

  /// What the engine or the system said, in one line where it did so.
  static String text(Throwable failure) {
    Throwable root = root(failure);
    String message = root.getMessage();
    if (root instanceof UnknownHostException) {
      return "unknown host: " + message;
    }
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message.strip();
  }

  /// Whether nothing has ever listened there, or nothing that cleaned up behind itself.
  static boolean isAbsent(String cause) {
    return cause.contains(ABSENT);
  }

  /// The problem that a failed attempt to speak to the engine shows.
  static EngineProblem problem(EngineAddress address, Throwable failure) {
    Optional<EngineProblem> told =
        chain(failure)
            .filter(EngineUnreachable.class::isInstance)
            .map(EngineUnreachable.class::cast)
            .map(EngineUnreachable::problem)
            .findFirst();
    if (told.isPresent()) {
      return told.get();
    }
    String cause = text(failure);
    if (cause.contains("Permission denied")) {
      return new Problem.EnginePermissionDenied(address.host(), cause);
    }
    if (isAboutTls(failure) || cause.contains("HTTPS server")) {
      return new Problem.EngineConfigurationInvalid(address.host(), cause);
    }
    return new Problem.EngineNotRunning(address.host(), cause);
  }

  /// The reason of a handshake that failed is often one below, about a certificate.
  private static boolean isAboutTls(Throwable failure) {
    return chain(failure).anyMatch(SSLException.class::isInstance);
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof DockerException)) {
      root = root.getCause();
    }
    return root;
  }
}
