package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.proto.Exporter;
import dev.gantry.adapter.buildkit.proto.SolveRequest;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts a build into the words of BuildKit's Dockerfile frontend, as the Docker CLI does.
final class SolveRequests {

  /// The names by which the frontend asks for directories.
  static final String CONTEXT = "context";

  static final String DOCKERFILE = "dockerfile";

  /// Puts the image into the engine's own store, whichever that is.
  private static final String EXPORTER = "moby";

  private SolveRequests() {}

  /// @param ref what the build is called, unique
  static SolveRequest solve(
      BuildRequest request, BuildOptions options, String ref, String session) {
    List<String> tags = request.target().definition().tags();
    Map<String, String> output = tags.isEmpty() ? Map.of() : Map.of("name", String.join(",", tags));
    return SolveRequest.newBuilder()
        .setRef(ref)
        .setSession(session)
        .setFrontend("dockerfile.v0")
        .putAllFrontendAttrs(attributes(request, options))
        .addAllEntitlements(options.entitlements())
        .addExporters(Exporter.newBuilder().setType(EXPORTER).putAllAttrs(output))
        // for engines before 23.0
        .setLegacyExporter(EXPORTER)
        .putAllLegacyExporterAttrs(output)
        .build();
  }

  private static Map<String, String> attributes(BuildRequest request, BuildOptions options) {
    BuildDefinition definition = request.target().definition();
    Map<String, String> attributes = new HashMap<>(options.attributes());
    attributes.put("filename", definition.dockerfile().getFileName().toString());
    attributes.put("image-resolve-mode", request.pull() || options.pull() ? "pull" : "local");
    definition.stage().ifPresent(stage -> attributes.put("target", stage));
    definition.args().forEach((name, value) -> attributes.put("build-arg:" + name, value));
    definition.labels().forEach((name, value) -> attributes.put("label:" + name, value));
    if (request.noCache() || options.noCache()) {
      attributes.put("no-cache", "");
    }
    return attributes;
  }
}
