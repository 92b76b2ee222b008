package dev.gantry.llm.rpc;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.generation.GenerationEvent;
import dev.gantry.llm.generation.Timings;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.metrics.ModelRequest;
import dev.gantry.llm.metrics.ServiceMetrics;
import io.grpc.Status;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/// Logs and measures how one generation ended: once, and without its text.
final class GenerationLog {
  private static final String EVENT = "generation";

  private final EventLog log;
  private final ServiceMetrics metrics;
  private final ModelRequest request;
  private final long beginNanos = System.nanoTime();
  private final String requestId;
  private final AtomicBoolean written = new AtomicBoolean();

  GenerationLog(EventLog log, ServiceMetrics metrics, ModelRequest request, String requestId) {
    this.log = log;
    this.metrics = metrics;
    this.request = request;
    this.requestId = requestId;
  }

  void finished(GenerationEvent.Finished finished) {
    Timings timings = finished.timings();
    if (written.compareAndSet(false, true)) {
      metrics.genAi(
          genAi -> {
            genAi.succeeded(request, took());
            genAi.generated(request, finished);
          });
      log.write(
          Level.INFO,
          EVENT,
          field("request_id", requestId),
          field("status", Status.Code.OK),
          field("reason", finished.reason().getClass().getSimpleName()),
          field("prompt_tokens", finished.promptTokens()),
          field("generated_tokens", finished.generatedTokens()),
          field("queued_ms", timings.queued().toNanos() / 1e6),
          field("prompt_ms", timings.prompt().toNanos() / 1e6),
          field("decode_ms", timings.decode().toNanos() / 1e6));
    }
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - beginNanos);
  }

  void cancelled() {
    failed(Status.CANCELLED.withDescription("the client is gone or its deadline is over"));
  }

  void failed(Status status) {
    if (written.compareAndSet(false, true)) {
      metrics.genAi(genAi -> genAi.failed(request, status.getCode().name(), took()));
      log.write(
          status.getCode() == Status.Code.INTERNAL ? Level.ERROR : Level.INFO,
          EVENT,
          field("request_id", requestId),
          field("status", status.getCode()),
          field("message", Objects.requireNonNullElse(status.getDescription(), "")));
    }
  }
}
