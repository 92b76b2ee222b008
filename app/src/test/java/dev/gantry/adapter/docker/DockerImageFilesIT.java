package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.EngineAvailable;
import dev.gantry.adapter.docker.layers.LayerCache;
import dev.gantry.domain.image.FileNode.RegularFile;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageContents;
import dev.gantry.domain.image.ImageFiles;
import dev.gantry.domain.image.ImageFilesContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
@ExtendWith(EngineAvailable.class)
class DockerImageFilesIT extends ImageFilesContract {
  private static final String NAME = "gantry-image-files-it:" + ProcessHandle.current().pid();

  @TempDir private static Path directory;

  private static DockerEngine engine;
  private static EngineConnection connection;

  @TempDir private Path cache;

  @BeforeAll
  static void loadImage() throws IOException {
    engine =
        new DockerEngine(
            new EngineLocator(
                new EngineEnvironment(
                    Map.of("DOCKER_HOST", EngineAvailable.address().host()),
                    directory,
                    directory,
                    false),
                Optional::empty));
    connection = EngineConnection.to(EngineAvailable.address(), "");
    try (InputStream bytes = new ImageArchive(NAME).open()) {
      connection.client().loadImageCmd(bytes).exec();
    }
  }

  @AfterAll
  static void removeImage() {
    connection.client().removeImageCmd(NAME).exec();
    connection.close();
    engine.close();
  }

  @Override
  protected ImageFiles files() {
    return new DockerImageFiles(engine, new LayerCache(cache));
  }

  @Override
  protected Image image() {
    return image(NAME);
  }

  @Override
  protected Image unread() {
    return image(TestImages.BASE);
  }

  @Test
  void tellsTheSizeOfFilesAndHowFarItIs() throws InterruptedException {
    AtomicLong bytes = new AtomicLong();

    ImageContents contents = files().read(image(), bytes::set);

    assertThat(contents.files().find("/lower.txt"))
        .hasValueSatisfying(
            file ->
                assertThat(((RegularFile) file).sizeBytes())
                    .isEqualTo(ImageArchive.LOWER_FILE.length()));
    assertThat(bytes.get()).isPositive();
  }

  @Test
  void asksTheEngineForNothingThatWasReadBefore() throws InterruptedException {
    files().read(image(), _ -> {});
    AtomicLong bytes = new AtomicLong();

    files().read(image(), bytes::set);

    assertThat(bytes.get()).isZero();
  }

  @Test
  void anInterruptInTheMiddleEndsTheReading() {
    Thread reader = Thread.currentThread();
    Image unread = unread();

    assertThatThrownBy(() -> files().read(unread, _ -> reader.interrupt()))
        .isInstanceOf(InterruptedException.class);
  }

  private static Image image(String name) {
    return new DockerImageSource(engine).find(name).orElseThrow();
  }
}
