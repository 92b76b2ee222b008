package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.Problem.ServiceProblem;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/// Translates the status of a failed call. What each code means is written at the `Generate` method
/// in `generation.proto`.
final class StatusProblems {
  /// Key of `google.rpc.Status`, which only a server sends.
  private static final String DETAILS = "grpc-status-details-bin";

  /// Errors of HTTP/2 (RFC 9113, section 7) by which gRPC says that it reads something else.
  private static final Pattern OTHER_PROTOCOL = Pattern.compile("(FRAME_SIZE|PROTOCOL)_ERROR");

  private static final String CONTENT_TYPE = "content-type";

  private final ServiceEndpoint endpoint;
  private final Duration deadline;

  StatusProblems(ServiceEndpoint endpoint, Duration deadline) {
    this.endpoint = endpoint;
    this.deadline = deadline;
  }

  ServiceProblem of(Throwable error) {
    Status status = Status.fromThrowable(error);
    String cause = Causes.of(status);
    return switch (status.getCode()) {
      case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION ->
          new Problem.RequestRejected(cause);
      case RESOURCE_EXHAUSTED -> new Problem.ServiceOverloaded(cause);
      case DEADLINE_EXCEEDED -> new Problem.RequestTimedOut(deadline);
      case UNAVAILABLE ->
          saidByServer(error)
              ? new Problem.ServiceNotServing(endpoint.address(), cause)
              : unreachable(status, cause);
      // not by us: the service resets its calls when it is stopped
      case CANCELLED -> new Problem.ServiceUnreachable(endpoint.address(), cause);
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new Problem.ServiceLocked(endpoint.address(), cause);
      case UNIMPLEMENTED -> new Problem.NotTheService(endpoint.address(), cause);
      case OK, UNKNOWN, NOT_FOUND, ALREADY_EXISTS, ABORTED, INTERNAL, DATA_LOSS ->
          OTHER_PROTOCOL.matcher(cause).lookingAt()
              ? new Problem.NotTheService(endpoint.address(), cause)
              : new Problem.ServiceFailed(status.getCode().name(), cause);
    };
  }

  private ServiceProblem unreachable(Status status, String cause) {
    for (Throwable at = status.getCause(); at != null; at = at.getCause()) {
      if (at instanceof SSLException) {
        return new Problem.ServiceNotTrusted(endpoint.address(), cause);
      }
    }
    return new Problem.ServiceUnreachable(endpoint.address(), cause);
  }

  /// gRPC reports a lost connection with the same code as a server that is not ready; only the
  /// latter comes with trailers.
  private static boolean saidByServer(Throwable error) {
    Metadata trailers = error instanceof StatusRuntimeException e ? e.getTrailers() : null;
    return trailers != null && (has(trailers, DETAILS) || has(trailers, CONTENT_TYPE));
  }

  private static boolean has(Metadata trailers, String key) {
    return trailers.keys().contains(key);
  }
}
