package dev.gantry.llm.rpc;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.llm.generation.GenerationEvent;
import dev.gantry.llm.generation.Timings;
import dev.gantry.llm.log.EventLog;
import dev.gantry.llm.log.EventLog.Level;
import io.grpc.Status;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/// Logs how one generation ended: once, and without its text.
final class GenerationLog {
  private static final String EVENT = "generation";

  private final EventLog log;
  private final String requestId;
  private final AtomicBoolean written = new AtomicBoolean();

  GenerationLog(EventLog log, String requestId) {
    this.log = log;
    this.requestId = requestId;
  }

  void finished(GenerationEvent.Finished finished) {
    Timings timings = finished.timings();
    if (written.compareAndSet(false, true)) {
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

  void cancelled() {
    failed(Status.CANCELLED.withDescription("the client is gone or its deadline is over"));
  }

  void failed(Status status) {
    if (written.compareAndSet(false, true)) {
      log.write(
          status.getCode() == Status.Code.INTERNAL ? Level.ERROR : Level.INFO,
          EVENT,
          field("request_id", requestId),
          field("status", status.getCode()),
          field("message", Objects.requireNonNullElse(status.getDescription(), "")));
    }
  }
}
