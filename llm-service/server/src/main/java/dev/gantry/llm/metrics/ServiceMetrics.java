package dev.gantry.llm.metrics;

import dev.gantry.llm.serving.ModelState;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All metrics of the service, the JVM and the process. The library takes a tenth of a second to
/// begin, and the JVM's metrics two more, so neither is there before somebody needs it: the start
/// of the server must not wait for them.
public final class ServiceMetrics {
  private final boolean read;
  private final String version;
  private final Supplier<ModelState> model;
  private @Nullable Instruments instruments;
  private @Nullable ExpositionFormats formats;

  /// Metrics that nobody has needed yet.
  ///
  /// @param read whether there is anybody who could read them; if not, nothing is measured
  public ServiceMetrics(boolean read, String version, Supplier<ModelState> model) {
    this.read = read;
    this.version = version;
    this.model = model;
  }

  private record Instruments(PrometheusRegistry registry, GenAiMetrics genAi, CallMetrics calls) {}

  /// Makes ready to measure, in the background, so that no request has to.
  public void prepare() {
    if (read) {
      Thread.ofPlatform().name("metrics").daemon().start(this::instruments);
    }
  }

  private synchronized Instruments instruments() {
    Instruments known = instruments;
    if (known == null) {
      PrometheusRegistry registry = new PrometheusRegistry();
      known = new Instruments(registry, new GenAiMetrics(registry), new CallMetrics(registry));
      LoadMetrics.register(registry, model);
      instruments = known;
    }
    return known;
  }

  /// Measures requests to the models.
  public void genAi(Consumer<GenAiMetrics> measure) {
    if (read) {
      measure.accept(instruments().genAi());
    }
  }

  /// Measures calls.
  public void calls(Consumer<CallMetrics> measure) {
    if (read) {
      measure.accept(instruments().calls());
    }
  }

  private synchronized ExpositionFormats formats() {
    ExpositionFormats known = formats;
    if (known == null) {
      PrometheusRegistry registry = instruments().registry();
      // not the memory that the JVM itself takes: that is 10 MB and 0.4 s for one metric, which is
      // there only where the JVM tracks it
      ProcessMetrics.builder().register(registry);
      JvmMemoryMetrics.builder().register(registry);
      JvmGarbageCollectorMetrics.builder().register(registry);
      JvmThreadsMetrics.builder().register(registry);
      JvmClassLoadingMetrics.builder().register(registry);
      JvmBufferPoolMetrics.builder().register(registry);
      JvmRuntimeInfoMetric.builder().register(registry);
      Info.builder()
          .name("gantry_llm_build_info")
          .help("The version of the service.")
          .labelNames("version")
          .register(registry)
          .addLabelValues(version);
      known = ExpositionFormats.init();
      formats = known;
    }
    return known;
  }

  /// The format that a client wants.
  ///
  /// @param accept its header; null takes the text format of Prometheus
  ExpositionFormatWriter format(@Nullable String accept) {
    return formats().findWriter(accept);
  }

  void write(ExpositionFormatWriter format, OutputStream out) throws IOException {
    format.write(out, instruments().registry().scrape());
  }
}
