package dev.gantry.domain.build;

import java.util.Optional;

/// Statements about an image that are stored with it, in the words of `docker buildx build`.
///
/// @param provenance how it was built: `true`, `false`, or attributes such as `mode=max`
/// @param sbom what it contains: `true`, `false`, or attributes such as `generator=image`
public record Attestations(Optional<String> provenance, Optional<String> sbom) {
  /// What the engine adds by itself.
  public static final Attestations DEFAULT = new Attestations(Optional.empty(), Optional.empty());
}
