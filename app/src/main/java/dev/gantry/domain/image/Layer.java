package dev.gantry.domain.image;

import java.time.Instant;
import java.util.Optional;

/// One filesystem layer of an image.
///
/// @param index position from the bottom, from 0
/// @param diffId digest of the unpacked layer
/// @param sizeBytes size in the engine, unpacked, in bytes
/// @param command the instruction that made it, as the image's history tells it
/// @param created when the layer was made
/// @param origin the build step that made it, where the engine remembers the build
public record Layer(
    int index,
    Digest diffId,
    long sizeBytes,
    String command,
    Instant created,
    Optional<LayerOrigin> origin) {}
