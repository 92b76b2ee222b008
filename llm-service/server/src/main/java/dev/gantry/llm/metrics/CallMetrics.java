package dev.gantry.llm.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// Calls of gRPC, under the names that the middlewares for gRPC use.
public final class CallMetrics {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double[] BOUNDS = {
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };

  private final Counter started;
  private final Counter handled;
  private final Histogram handling;

  CallMetrics(PrometheusRegistry registry) {
    started =
        Counter.builder()
            .name("grpc_server_started_total")
            .help("Calls that have begun.")
            .labelNames("grpc_type", "grpc_service", "grpc_method")
            .withoutExemplars()
            .register(registry);
    handled =
        Counter.builder()
            .name("grpc_server_handled_total")
            .help("Calls that have ended, by their status.")
            .labelNames("grpc_type", "grpc_service", "grpc_method", "grpc_code")
            .withoutExemplars()
            .register(registry);
    handling =
        Histogram.builder()
            .name("grpc_server_handling_seconds")
            .help("Time from the begin of a call to its end.")
            .labelNames("grpc_type", "grpc_service", "grpc_method")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .withoutExemplars()
            .register(registry);
  }

  /// A method of the protocol, so that what clients make up does not become labels.
  ///
  /// @param type unary or server_stream and the like
  public record Method(String type, String service, String name) {
    /// A call of something that there is not.
    public static final Method UNKNOWN = new Method("unary", "unknown", "unknown");
  }

  public void started(Method method) {
    started.labelValues(method.type(), method.service(), method.name()).inc();
  }

  /// A call has ended.
  ///
  /// @param code name of the status, such as OK or InvalidArgument
  public void handled(Method method, String code, long nanos) {
    handled.labelValues(method.type(), method.service(), method.name(), code).inc();
    handling
        .labelValues(method.type(), method.service(), method.name())
        .observe(nanos / NANOS_PER_SECOND);
  }
}
