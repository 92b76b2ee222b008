package dev.gantry.domain.image;

import java.util.Optional;

/// Port: the images of the engine.
public interface ImageSource {
  /// Returns the image of this name or id with its layers, or empty when the engine has none.
  ///
  /// @param reference `name:tag`, `name@digest` or an image id
  Optional<Image> find(String reference);
}
