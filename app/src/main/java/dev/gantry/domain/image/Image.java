package dev.gantry.domain.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An image in the engine, with its layers from the bottom up.
///
/// @param sizeBytes size of all layers together, unpacked, in bytes
public record Image(
    Digest id,
    List<String> tags,
    String platform,
    Instant created,
    long sizeBytes,
    List<Layer> layers,
    ImageConfiguration configuration) {
  public Image {
    tags = List.copyOf(tags);
    layers = List.copyOf(layers);
  }

  /// The same image with the origins given, by layer position; positions without one stay as they
  /// are.
  public Image withOrigins(List<LayerOrigin> origins) {
    if (origins.size() != layers.size()) {
      return this;
    }
    List<Layer> known =
        layers.stream()
            .map(
                layer ->
                    new Layer(
                        layer.index(),
                        layer.diffId(),
                        layer.sizeBytes(),
                        layer.command(),
                        layer.created(),
                        Optional.of(origins.get(layer.index()))))
            .toList();
    return new Image(id, tags, platform, created, sizeBytes, known, configuration);
  }
}
