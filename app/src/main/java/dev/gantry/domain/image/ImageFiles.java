package dev.gantry.domain.image;

import java.util.function.LongConsumer;

/// Port: the files of the engine's images.
public interface ImageFiles {

  /// Reads the files of an image, layer by layer. That takes a while: the engine sends the whole
  /// image for it, unless its layers were read before. An interrupt ends it at once.
  ///
  /// @param progress is told how many bytes have been read so far, many times and on any thread
  /// @throws dev.gantry.domain.problem.GantryException with an `ImageMissing` if the engine has the
  ///   image no more, or an `ImageUnreadable`
  ImageContents read(Image image, LongConsumer progress) throws InterruptedException;
}
