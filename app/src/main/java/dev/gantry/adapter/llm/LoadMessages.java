package dev.gantry.adapter.llm;

import dev.gantry.domain.inference.Percentiles;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.llm.v1.Latency;
import dev.gantry.llm.v1.Load;
import java.time.Instant;
import java.util.OptionalDouble;

/// The load of the protocol as a value.
final class LoadMessages {
  private LoadMessages() {}

  static ServiceLoad load(Load load) {
    return new ServiceLoad(
        Instant.ofEpochSecond(load.getTime().getSeconds(), load.getTime().getNanos()),
        new ServiceLoad.Requests(load.getActive(), load.getQueued(), load.getSlots()),
        new ServiceLoad.Speed(
            speed(load.hasPromptTokensPerSecond(), load.getPromptTokensPerSecond()),
            speed(load.hasGeneratedTokensPerSecond(), load.getGeneratedTokensPerSecond())),
        percentiles(load.getTimeToFirstToken()),
        percentiles(load.getTimeBetweenTokens()),
        new ServiceLoad.Context(load.getContextTokensUsed(), load.getContextTokens()),
        new ServiceLoad.Memory(
            load.getHeapUsedBytes(), load.getHeapMostBytes(), load.getResidentBytes()),
        new ServiceLoad.Garbage(
            load.getGarbageCollections(),
            Messages.duration(load.getGarbageCollectionTime()),
            percentiles(load.getGarbageCollectionPause())));
  }

  /// What is no number, which a service that is not ours may send, cannot be drawn.
  private static OptionalDouble speed(boolean known, double perSecond) {
    return known && Double.isFinite(perSecond)
        ? OptionalDouble.of(perSecond)
        : OptionalDouble.empty();
  }

  private static Percentiles percentiles(Latency latency) {
    return new Percentiles(
        Messages.duration(latency.getP50()),
        Messages.duration(latency.getP90()),
        Messages.duration(latency.getP99()));
  }
}
