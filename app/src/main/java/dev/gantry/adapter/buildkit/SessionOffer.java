package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildAccess;
import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildOutput;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.CacheLocation;
import dev.gantry.domain.build.Dockerfile;
import dev.gantry.domain.build.NamedContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a build offers the engine on its session. Builds with equal offers can share one.
///
/// @param dockerfiles directory of the Dockerfile
/// @param inline the Dockerfile itself
/// @param caches directories that it takes from or puts to
/// @param results where results come to this machine
record SessionOffer(
    BuildContext context,
    Optional<Path> dockerfiles,
    Optional<String> inline,
    Map<String, NamedContext> contexts,
    BuildAccess access,
    List<CacheLocation> caches,
    List<BuildOutput> results) {

  static SessionOffer of(BuildRequest request) {
    BuildDefinition definition = request.target().definition();
    Dockerfile dockerfile = definition.dockerfile();
    return new SessionOffer(
        definition.context(),
        dockerfile instanceof Dockerfile.InFile(Path file)
            ? Optional.of(file.resolveSibling(""))
            : Optional.empty(),
        dockerfile instanceof Dockerfile.Inline(String text) ? Optional.of(text) : Optional.empty(),
        definition.contexts(),
        definition.access(),
        Stream.concat(definition.cache().from().stream(), definition.cache().to().stream())
            .filter(CacheLocation::isLocal)
            .toList(),
        request.outputs());
  }
}
