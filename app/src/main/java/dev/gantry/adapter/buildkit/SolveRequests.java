package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.proto.SolveRequest;
import dev.gantry.domain.build.BuildRequest;

/// Puts a build into the words of BuildKit's Dockerfile frontend, as the Docker CLI does.
final class SolveRequests {

  private SolveRequests() {}

  /// @param ref what the build is called, unique
  static SolveRequest solve(
      BuildRequest request,
      BuildInputs inputs,
      Caches caches,
      Outputs outputs,
      EngineWorker worker,
      String ref,
      String session) {
    FrontendOptions options = FrontendOptions.of(request, worker);
    return SolveRequest.newBuilder()
        .setRef(ref)
        .setSession(session)
        .setFrontend("dockerfile.v0")
        .putAllFrontendAttrs(options.attributes())
        .putAllFrontendAttrs(inputs.attributes())
        .putAllFrontendAttrs(caches.attributes())
        .setCache(caches.exports())
        .addAllEntitlements(options.entitlements())
        .addAllExporters(outputs.exporters())
        // for engines before 23.0, which know one exporter only
        .setLegacyExporter(outputs.firstType())
        .putAllLegacyExporterAttrs(outputs.firstAttributes())
        .build();
  }
}
