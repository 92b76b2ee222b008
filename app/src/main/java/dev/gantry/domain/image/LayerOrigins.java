package dev.gantry.domain.image;

import java.util.List;

/// Port: what the engine remembers of how an image was built.
public interface LayerOrigins {
  /// Returns the origin of each layer of the image, from the bottom up; empty when the engine does
  /// not remember the build.
  List<LayerOrigin> of(Image image);
}
