package dev.gantry.domain.image;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// Images that the test puts in.
public final class FakeImageSource implements ImageSource {

  private final List<Image> images = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<Problem>> failure =
      new AtomicReference<>(Optional.empty());

  /// Adds an image; its tags are taken from an image that has them, as an engine does.
  public FakeImageSource put(Image image) {
    images.replaceAll(old -> withoutTags(old, image.tags()));
    images.add(image);
    return this;
  }

  /// Lets every question fail from now on.
  public void failWith(Problem problem) {
    failure.set(Optional.of(problem));
  }

  @Override
  public Optional<Image> find(String reference) {
    failure
        .get()
        .ifPresent(
            problem -> {
              throw new GantryException(problem);
            });
    return images.stream().filter(image -> isMeant(image, reference)).findFirst();
  }

  private static boolean isMeant(Image image, String reference) {
    return image.tags().contains(reference)
        || image.tags().contains(reference + ":latest")
        || image.id().value().equals(reference)
        || image.id().abbreviated().equals(reference);
  }

  private static Image withoutTags(Image image, List<String> taken) {
    List<String> left = image.tags().stream().filter(tag -> !taken.contains(tag)).toList();
    return new Image(
        image.id(),
        left,
        image.platform(),
        image.created(),
        image.sizeBytes(),
        image.layers(),
        image.configuration());
  }
}
