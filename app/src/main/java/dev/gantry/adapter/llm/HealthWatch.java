package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows the health of a service by `Watch` calls of `grpc.health.v1`.
///
/// The protocol is described in `grpc/health/v1/health.proto` of the gRPC project.
final class HealthWatch implements StreamWatch.Follower<HealthCheckResponse> {
  /// A service that comes back is seen within a second.
  static final StreamWatch.Pace PACE =
      new StreamWatch.Pace(
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Optional.of(Duration.ofSeconds(5)),
          Optional.empty());

  private final StatusProblems problems;
  private final Consumer<ServiceHealth> listener;
  private @Nullable ServiceHealth told;

  HealthWatch(ServiceEndpoint endpoint, Consumer<ServiceHealth> listener) {
    // the calls have no deadline
    this.problems = new StatusProblems(endpoint, Duration.ZERO);
    this.listener = listener;
  }

  static StreamWatch.Call<HealthCheckRequest, HealthCheckResponse> call(ServiceEndpoint endpoint) {
    HealthCheckRequest request =
        HealthCheckRequest.newBuilder().setService(endpoint.healthService()).build();
    return (channel, observer) -> HealthGrpc.newStub(channel).watch(request, observer);
  }

  @Override
  public void answered(HealthCheckResponse response) {
    tell(
        switch (response.getStatus()) {
          case SERVING -> new ServiceHealth.Serving();
          case NOT_SERVING, SERVICE_UNKNOWN, UNKNOWN, UNRECOGNIZED ->
              new ServiceHealth.NotServing();
        });
  }

  @Override
  public void ended(Throwable error) {
    tell(
        Status.fromThrowable(error).getCode() == Code.UNIMPLEMENTED
            ? new ServiceHealth.Answering()
            : new ServiceHealth.Unreachable(problems.of(error)));
  }

  private void tell(ServiceHealth health) {
    if (!health.equals(told)) {
      told = health;
      listener.accept(health);
    }
  }
}
