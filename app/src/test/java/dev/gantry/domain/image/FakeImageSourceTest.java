package dev.gantry.domain.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class FakeImageSourceTest extends ImageSourceContract {

  private static final Instant CREATED = Instant.parse("2026-11-22T10:00:00Z");

  private final FakeImageSource source =
      new FakeImageSource()
          .put(
              new Image(
                  new Digest("sha256:" + "ab".repeat(32)),
                  List.of("demo:prod"),
                  "linux/amd64",
                  CREATED,
                  300,
                  List.of(layer(0, 200), layer(1, 100)),
                  ImageConfiguration.NONE));

  @Override
  protected ImageSource source() {
    return source;
  }

  @Override
  protected String name() {
    return "demo:prod";
  }

  private static Layer layer(int index, long sizeBytes) {
    return new Layer(
        index,
        new Digest("sha256:" + Integer.toString(index).repeat(64)),
        sizeBytes,
        "RUN step " + index,
        CREATED,
        Optional.empty());
  }
}
