package dev.gantry.adapter.docker;

import java.util.List;
import java.util.stream.StreamSupport;

/// The layers of an image on the engine of the tests, as their digests.
public final class ImageLayers {

  private ImageLayers() {}

  /// Those of an image, the lowest first. Digests are of what is in the layer, uncompressed.
  public static List<String> of(String image) {
    return StreamSupport.stream(
            EngineDocument.read("/images/%s/json".formatted(image))
                .at("/RootFS/Layers")
                .spliterator(),
            false)
        .map(layer -> layer.asText())
        .toList();
  }
}
