package dev.gantry.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.EngineAvailable;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.image.ImageSourceContract;
import dev.gantry.domain.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
@ExtendWith(EngineAvailable.class)
class DockerImageSourceIT extends ImageSourceContract {

  private static final String NAME = "gantry-image-source-it:" + ProcessHandle.current().pid();

  @TempDir private static Path directory;

  private static DockerEngine engine;
  private static EngineConnection connection;
  private static ImageArchive archive;

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
    archive = new ImageArchive(NAME);
    try (InputStream bytes = archive.open()) {
      connection.client().loadImageCmd(bytes).exec();
    }
    assertThat(new DockerImageSource(engine).find(NAME)).isPresent();
  }

  @AfterAll
  static void removeImage() {
    connection.client().removeImageCmd(NAME).exec();
    connection.close();
    engine.close();
  }

  @Override
  protected ImageSource source() {
    return new DockerImageSource(engine);
  }

  @Override
  protected String name() {
    return NAME;
  }

  @Test
  void bringsLayersAndInstructionsTogether() {
    List<Layer> layers = source().find(NAME).orElseThrow().layers();

    assertThat(layers)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("sizeBytes")
        .isEqualTo(
            List.of(
                new Layer(
                    0,
                    new Digest(archive.lowerDiffId()),
                    0,
                    "COPY lower.txt / # buildkit",
                    Instant.parse("2026-11-22T09:58:00Z"),
                    Optional.empty()),
                new Layer(
                    1,
                    new Digest(archive.upperDiffId()),
                    0,
                    "RUN /bin/sh -c make # buildkit",
                    Instant.parse("2026-11-22T10:00:00Z"),
                    Optional.empty())));
    assertThat(layers.get(0).sizeBytes()).isGreaterThanOrEqualTo(ImageArchive.LOWER_FILE.length());
    assertThat(layers.get(1).sizeBytes()).isGreaterThanOrEqualTo(ImageArchive.UPPER_FILE.length());
  }

  @Test
  void findsNothingByANameThatNoImageCanHave() {
    assertThat(source().find("not a NAME!")).isEmpty();
  }
}
