package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.Connections.Connection;
import dev.gantry.adapter.buildkit.proto.ControlGrpc;
import dev.gantry.adapter.buildkit.proto.DiskUsageRequest;
import dev.gantry.adapter.buildkit.proto.PruneRequest;
import dev.gantry.adapter.buildkit.proto.UsageRecord;
import dev.gantry.adapter.buildkit.status.StatusMapper;
import dev.gantry.domain.build.BuildCache;
import dev.gantry.domain.build.CacheRecord;
import dev.gantry.domain.engine.EngineAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The build cache of the engine's BuildKit.
final class BuildKitBuildCache implements BuildCache {

  /// To add up what a large cache holds takes a slow disk a while.
  private static final long USAGE_SECONDS = 60;

  private static final long PRUNE_SECONDS = 600;

  private final Supplier<EngineAddress> engine;
  private final Connections connections;

  BuildKitBuildCache(Supplier<EngineAddress> engine, Connections connections) {
    this.engine = engine;
    this.connections = connections;
  }

  @Override
  public List<CacheRecord> records() {
    Connection connection = connections.to(engine.get());
    return EngineCalls.answer(
        connection.address(),
        () ->
            ControlGrpc.newBlockingStub(connection.channel())
                .withDeadlineAfter(USAGE_SECONDS, TimeUnit.SECONDS)
                .diskUsage(DiskUsageRequest.getDefaultInstance())
                .getRecordList()
                .stream()
                .map(BuildKitBuildCache::record)
                .toList());
  }

  @Override
  public List<CacheRecord> remove(List<CacheRecord> records) {
    if (records.isEmpty()) {
      // without a filter the engine would remove everything
      return List.of();
    }
    Connection connection = connections.to(engine.get());
    PruneRequest.Builder request = PruneRequest.newBuilder().setAll(true);
    records.forEach(record -> request.addFilter("id==" + record.id()));
    return EngineCalls.answer(
        connection.address(),
        () -> {
          List<CacheRecord> removed = new ArrayList<>();
          ControlGrpc.newBlockingStub(connection.channel())
              .withDeadlineAfter(PRUNE_SECONDS, TimeUnit.SECONDS)
              .prune(request.build())
              .forEachRemaining(record -> removed.add(record(record)));
          return removed;
        });
  }

  private static CacheRecord record(UsageRecord record) {
    return new CacheRecord(
        record.getId(),
        record.getRecordType().isEmpty() ? "regular" : record.getRecordType(),
        record.getDescription(),
        Math.max(0, record.getSize()),
        StatusMapper.instant(record.getCreatedAt()),
        record.hasLastUsedAt()
            ? Optional.of(StatusMapper.instant(record.getLastUsedAt()))
            : Optional.empty(),
        Math.toIntExact(record.getUsageCount()),
        record.getShared(),
        record.getInUse());
  }
}
