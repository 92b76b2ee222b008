package dev.gantry.domain.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every source of images does. The source of the test has one image, with two layers at
/// least.
public abstract class ImageSourceContract {

  protected abstract ImageSource source();

  /// Name and tag of the image.
  protected abstract String name();

  @Test
  void findsAnImageByName() {
    assertThat(source().find(name()))
        .hasValueSatisfying(image -> assertThat(image.tags()).contains(name()));
  }

  @Test
  void findsTheSameImageByItsId() {
    Image byName = source().find(name()).orElseThrow();

    assertThat(source().find(byName.id().value())).contains(byName);
    assertThat(source().find(byName.id().abbreviated())).contains(byName);
  }

  @Test
  void findsNothingThatIsNotThere() {
    assertThat(source().find("gantry-no-such-image:none")).isEmpty();
  }

  @Test
  void tellsTheLayersFromTheBottomUp() {
    Image image = source().find(name()).orElseThrow();

    assertThat(image.layers()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(image.layers())
        .extracting(Layer::index)
        .isEqualTo(IntStream.range(0, image.layers().size()).boxed().toList());
    assertThat(image.layers()).allSatisfy(layer -> assertThat(layer.sizeBytes()).isNotNegative());
    assertThat(image.layers()).allSatisfy(layer -> assertThat(layer.origin()).isEmpty());
  }

  @Test
  void tellsASizeThatTheLayersAddUpTo() {
    Image image = source().find(name()).orElseThrow();

    assertThat(image.layers().stream().mapToLong(Layer::sizeBytes).sum())
        .isEqualTo(image.sizeBytes());
  }
}
