package dev.gantry.llm.rpc;

import com.google.protobuf.Timestamp;
import dev.gantry.llm.generation.BatchingEngine;
import dev.gantry.llm.generation.EngineLoad;
import dev.gantry.llm.generation.Percentiles;
import dev.gantry.llm.serving.ModelState;
import dev.gantry.llm.serving.ProcessMemory;
import dev.gantry.llm.v1.Latency;
import dev.gantry.llm.v1.Load;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads how busy the server is, again and again; rates are those since the last time.
final class LoadReader {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Supplier<ModelState> state;
  private final Supplier<Percentiles> pauses;
  private final InstantSource clock;
  private @Nullable EngineLoad last;
  private @Nullable BatchingEngine lastEngine;
  private long lastNanos;

  /// @param pauses for the collection of garbage
  LoadReader(Supplier<ModelState> state, Supplier<Percentiles> pauses, InstantSource clock) {
    this.state = state;
    this.pauses = pauses;
    this.clock = clock;
  }

  Load read() {
    Instant now = clock.instant();
    ProcessMemory memory = ProcessMemory.now();
    Load.Builder load =
        Load.newBuilder()
            .setTime(
                Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
            .setHeapUsedBytes(memory.heapUsedBytes())
            .setHeapMostBytes(memory.heapMostBytes())
            .setResidentBytes(memory.residentBytes())
            .setGarbageCollections(memory.collections())
            .setGarbageCollectionTime(EventWriter.duration(memory.collecting()))
            .setGarbageCollectionPause(latency(pauses.get()));
    if (state.get() instanceof ModelState.Ready ready) {
      if (lastEngine != ready.engine()) {
        // another model counts from 0
        lastEngine = ready.engine();
        last = null;
      }
      EngineLoad engine = ready.engine().load();
      add(engine, load);
      addRates(engine, load);
      load.setSlots(ready.engine().settings().slots())
          .setContextTokens(
              (long) ready.engine().settings().slots() * ready.engine().contextTokens());
    }
    return load.build();
  }

  private static void add(EngineLoad engine, Load.Builder load) {
    load.setActive(engine.active())
        .setQueued(engine.queued())
        .setPromptTokens(engine.promptTokens())
        .setGeneratedTokens(engine.generatedTokens())
        .setContextTokensUsed(engine.contextTokensUsed())
        .setTimeToFirstToken(latency(engine.toFirstToken()))
        .setTimeBetweenTokens(latency(engine.betweenTokens()));
  }

  private void addRates(EngineLoad engine, Load.Builder load) {
    long nanos = System.nanoTime();
    EngineLoad before = last;
    if (before != null && nanos > lastNanos) {
      double seconds = (nanos - lastNanos) / NANOS_PER_SECOND;
      load.setPromptTokensPerSecond((engine.promptTokens() - before.promptTokens()) / seconds)
          .setGeneratedTokensPerSecond(
              (engine.generatedTokens() - before.generatedTokens()) / seconds);
    }
    last = engine;
    lastNanos = nanos;
  }

  private static Latency latency(Percentiles percentiles) {
    return Latency.newBuilder()
        .setP50(EventWriter.duration(percentiles.p50()))
        .setP90(EventWriter.duration(percentiles.p90()))
        .setP99(EventWriter.duration(percentiles.p99()))
        .build();
  }
}
