package dev.gantry.domain.image;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/// Files of images that the test puts in.
public final class FakeImageFiles implements ImageFiles {
  private final Map<Digest, List<LayerTree>> images = new ConcurrentHashMap<>();

  public FakeImageFiles put(Digest image, List<LayerTree> layers) {
    images.put(image, List.copyOf(layers));
    return this;
  }

  @Override
  public ImageContents read(Image image, LongConsumer progress) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    List<LayerTree> layers = images.get(image.id());
    if (layers == null) {
      throw new GantryException(new Problem.ImageMissing(image.id().value()));
    }
    progress.accept(image.sizeBytes());
    return new ImageContents(image, layers);
  }
}
