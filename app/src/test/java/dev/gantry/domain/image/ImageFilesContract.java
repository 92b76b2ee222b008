package dev.gantry.domain.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every reader of image files does. The image of the test has two layers: `/lower.txt` and
/// `/upper.txt`.
public abstract class ImageFilesContract {

  protected abstract ImageFiles files();

  protected abstract Image image();

  @Test
  void readsTheFilesLayerByLayer() throws InterruptedException {
    ImageContents contents = files().read(image(), _ -> {});

    assertThat(paths(contents.filesAfter(0))).isEqualTo(List.of("/lower.txt"));
    assertThat(paths(contents.files())).isEqualTo(List.of("/lower.txt", "/upper.txt"));
    assertThat(contents.image()).isEqualTo(image());
  }

  @Test
  void readsTheSameAgain() throws InterruptedException {
    ImageContents once = files().read(image(), _ -> {});
    ImageContents again = files().read(image(), _ -> {});

    assertThat(again.files()).isEqualTo(once.files());
  }

  @Test
  void saysThatTheImageIsGone() {
    Image gone =
        new Image(
            new Digest("sha256:" + "0".repeat(64)),
            List.of(),
            "linux/amd64",
            Layers.CREATED,
            1,
            List.of(
                new Layer(
                    0,
                    new Digest("sha256:" + "1".repeat(64)),
                    1,
                    "",
                    Layers.CREATED,
                    Optional.empty())),
            ImageConfiguration.NONE);

    assertThatThrownBy(() -> files().read(gone, _ -> {}))
        .isInstanceOfSatisfying(
            GantryException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.ImageMissing(gone.id().value())));
  }

  @Test
  void anInterruptEndsTheReading() {
    Image unread = unread();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> files().read(unread, _ -> {}))
        .isInstanceOf(InterruptedException.class);
  }

  /// An image whose files were not read before.
  protected Image unread() {
    return image();
  }

  private static List<String> paths(FileTree tree) {
    return Layers.leaves(tree).stream().map(leaf -> leaf.substring(0, leaf.indexOf(' '))).toList();
  }
}
