package dev.gantry.domain.image;

import static dev.gantry.domain.image.Layers.layer;

import java.util.List;

class FakeImageFilesTest extends ImageFilesContract {
  private static final List<LayerTree> LAYERS =
      List.of(
          layer(0).file("/lower.txt", "one").build(), layer(1).file("/upper.txt", "two").build());
  private static final Image IMAGE =
      Layers.image("demo:1", ImageConfiguration.NONE, LAYERS).image();

  private final FakeImageFiles files = new FakeImageFiles().put(IMAGE.id(), LAYERS);

  @Override
  protected ImageFiles files() {
    return files;
  }

  @Override
  protected Image image() {
    return IMAGE;
  }
}
