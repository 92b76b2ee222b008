package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.proto.Exporter;
import dev.gantry.adapter.buildkit.proto.SolveRequest;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.CachePolicy;
import java.util.List;
import java.util.Map;

/// Puts a build into the words of BuildKit's Dockerfile frontend, as the Docker CLI does.
final class SolveRequests {

  /// Puts the image into the engine's own store, whichever that is.
  private static final String EXPORTER = "moby";

  private SolveRequests() {}

  /// @param ref what the build is called, unique
  static SolveRequest solve(BuildRequest request, BuildInputs inputs, String ref, String session) {
    CachePolicy cache = request.target().definition().cache();
    FrontendOptions options =
        FrontendOptions.of(
            request.target(),
            cache.noCache().and(request.noCache()),
            cache.pull() || request.pull());
    List<String> tags = request.target().definition().tags();
    Map<String, String> output = tags.isEmpty() ? Map.of() : Map.of("name", String.join(",", tags));
    return SolveRequest.newBuilder()
        .setRef(ref)
        .setSession(session)
        .setFrontend("dockerfile.v0")
        .putAllFrontendAttrs(options.attributes())
        .putAllFrontendAttrs(inputs.attributes())
        .addAllEntitlements(options.entitlements())
        .addExporters(Exporter.newBuilder().setType(EXPORTER).putAllAttrs(output))
        // for engines before 23.0
        .setLegacyExporter(EXPORTER)
        .putAllLegacyExporterAttrs(output)
        .build();
  }
}
