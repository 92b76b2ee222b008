package dev.gantry.llm.metrics;

import dev.gantry.llm.generation.GenerationEvent.Finished;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How long requests to the models take and how many tokens they have: the metrics `gen_ai.*` of
/// the OpenTelemetry semantic conventions, with their names and attributes as Prometheus writes
/// them. Everything is measured once for a request, at its end, and nothing for a token.
public final class GenAiMetrics {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String OPERATION = "gen_ai_operation_name";
  private static final String PROVIDER = "gen_ai_provider_name";
  private static final String MODEL = "gen_ai_response_model";
  private static final String ERROR = "error_type";
  private static final String TOKEN_TYPE = "gen_ai_token_type";

  // The bounds that the conventions advise; those of a token begin lower, for small models.
  private static final double[] DURATION_BOUNDS = {
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
  };
  private static final double[] FIRST_TOKEN_BOUNDS = {
    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
  };
  private static final double[] TOKEN_BOUNDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1,
    2.5
  };
  private static final double[] USAGE_BOUNDS = {1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536};

  private final Histogram duration;
  private final Histogram firstToken;
  private final Histogram perOutputToken;
  private final Histogram usage;

  GenAiMetrics(PrometheusRegistry registry) {
    duration =
        histogram(
            registry,
            "gen_ai_server_request_duration_seconds",
            "Time from a request to the end of its answer.",
            DURATION_BOUNDS,
            ERROR);
    firstToken =
        histogram(
            registry,
            "gen_ai_server_time_to_first_token_seconds",
            "Time from a request to the first token of its answer.",
            FIRST_TOKEN_BOUNDS);
    perOutputToken =
        histogram(
            registry,
            "gen_ai_server_time_per_output_token_seconds",
            "Time for a token after the first one, mean of a request.",
            TOKEN_BOUNDS);
    usage =
        histogram(
            registry,
            "gen_ai_client_token_usage",
            "Tokens of a request (input) and of its answer (output).",
            USAGE_BOUNDS,
            TOKEN_TYPE);
  }

  private static Histogram histogram(
      PrometheusRegistry registry,
      String name,
      String help,
      double[] bounds,
      String... moreLabels) {
    List<String> labels = new ArrayList<>(List.of(OPERATION, PROVIDER, MODEL));
    labels.addAll(Arrays.asList(moreLabels));
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(String[]::new))
        .classicOnly()
        .classicUpperBounds(bounds)
        .withoutExemplars()
        .register(registry);
  }

  /// A request whose answer is complete.
  public void succeeded(ModelRequest request, Duration took) {
    duration
        .labelValues(request.operation(), request.provider(), request.model(), "")
        .observe(seconds(took));
  }

  /// A request that was refused, cancelled or broken off.
  ///
  /// @param error its status code, such as RESOURCE_EXHAUSTED
  public void failed(ModelRequest request, String error, Duration took) {
    duration
        .labelValues(request.operation(), request.provider(), request.model(), error)
        .observe(seconds(took));
  }

  /// The parts of a complete generation.
  public void generated(ModelRequest request, Finished finished) {
    String[] labels = {request.operation(), request.provider(), request.model()};
    firstToken
        .labelValues(labels)
        .observe(seconds(finished.timings().queued().plus(finished.timings().prompt())));
    int following = finished.generatedTokens() - 1;
    if (following > 0) {
      perOutputToken.labelValues(labels).observe(seconds(finished.timings().decode()) / following);
    }
    used(request, "input", finished.promptTokens());
    used(request, "output", finished.generatedTokens());
  }

  /// The tokens of embedded texts.
  public void embedded(ModelRequest request, long tokens) {
    used(request, "input", (double) tokens);
  }

  private void used(ModelRequest request, String type, double tokens) {
    usage
        .labelValues(request.operation(), request.provider(), request.model(), type)
        .observe(tokens);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
