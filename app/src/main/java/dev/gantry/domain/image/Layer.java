package dev.gantry.domain.image;

import java.time.Instant;
import java.util.Optional;

/// One filesystem layer of an image.
///
/// @param index position from the bottom, from 0
/// @param diffId digest of the unpacked layer
/// @param sizeBytes size in the engine, unpacked, in bytes
/// @param command what made it, as the image's history tells it
/// @param created when the layer was made
/// @param origin the build step that made it, where the engine remembers the build
public record Layer(
    int index,
    Digest diffId,
    long sizeBytes,
    String command,
    Instant created,
    Optional<LayerOrigin> origin) {

  /// The instruction on one line as its author wrote it, as far as that is known: from the step,
  /// else from the history.
  public String instruction() {
    return LayerInstruction.of(this);
  }
}
