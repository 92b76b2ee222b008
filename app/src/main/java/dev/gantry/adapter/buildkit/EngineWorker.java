package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.proto.ListWorkersResponse;
import dev.gantry.adapter.buildkit.proto.WorkerRecord;
import java.util.Map;
import java.util.Optional;

/// What the engine says of the part of it that runs builds.
///
/// @param labels facts by their name
record EngineWorker(Map<String, String> labels) {

  /// For builds to which it does not matter.
  static final EngineWorker UNKNOWN = new EngineWorker(Map.of());

  private static final String HOST_GATEWAY = "org.mobyproject.buildkit.worker.moby.host-gateway-ip";

  /// Only engines with the containerd image store have it.
  private static final String SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter";

  EngineWorker {
    labels = Map.copyOf(labels);
  }

  static EngineWorker of(ListWorkersResponse answer) {
    return answer.getRecordList().stream()
        .findFirst()
        .map(WorkerRecord::getLabelsMap)
        .map(EngineWorker::new)
        .orElse(UNKNOWN);
  }

  /// The address that `host-gateway` stands for.
  Optional<String> hostGateway() {
    return Optional.ofNullable(labels.get(HOST_GATEWAY));
  }

  /// Whether the engine's image store can keep attestations.
  boolean keepsAttestations() {
    return labels.containsKey(SNAPSHOTTER);
  }
}
