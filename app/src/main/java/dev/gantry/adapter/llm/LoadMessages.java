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
            load.hasPromptTokensPerSecond()
                ? OptionalDouble.of(load.getPromptTokensPerSecond())
                : OptionalDouble.empty(),
            load.hasGeneratedTokensPerSecond()
                ? OptionalDouble.of(load.getGeneratedTokensPerSecond())
                : OptionalDouble.empty()),
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

  private static Percentiles percentiles(Latency latency) {
    return new Percentiles(
        Messages.duration(latency.getP50()),
        Messages.duration(latency.getP90()),
        Messages.duration(latency.getP99()));
  }
}
