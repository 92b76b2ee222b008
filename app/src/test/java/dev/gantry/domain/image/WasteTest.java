package dev.gantry.domain.image;

import static dev.gantry.domain.image.Layers.image;
import static dev.gantry.domain.image.Layers.layer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.image.Waste.Item;
import dev.gantry.domain.image.Waste.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class WasteTest {

  @Test
  void whatALaterLayerRemovesReplacesOrStoresAgainIsWasted() {
    ImageContents image =
        image(
            "demo:1",
            layer(0)
                .file("/cache/list", "1234567890")
                .file("/app/config", "12345")
                .file("/app/program", "1234567")
                .file("/app/kept", "12")
                .build(),
            layer(1).remove("/cache").file("/app/config", "xx").build(),
            layer(2).file("/app/program", "1234567", new FileAttributes(0644, 7, 7)).build());

    assertThat(image.waste())
        .isEqualTo(
            new Waste(
                List.of(
                    new Item("/cache/list", 0, 10, new Reason.Removed(1)),
                    new Item("/app/program", 0, 7, new Reason.StoredAgain(2)),
                    new Item("/app/config", 0, 5, new Reason.Replaced(1))),
                22,
                33));
    assertThat(image.waste().share()).isEqualTo(22.0 / 33);
  }

  @Test
  void theSameBytesInAHigherLayerAreACopy() {
    ImageContents image =
        image(
            "demo:1",
            layer(0).file("/opt/model", "12345").file("/opt/model.bak", "12345").build(),
            layer(1).file("/app/model", "12345").file("/app/other", "54321").build());

    assertThat(image.waste())
        .isEqualTo(
            new Waste(
                List.of(new Item("/app/model", 1, 5, new Reason.Copy("/opt/model", 0))), 5, 20));
  }

  @Test
  void aFileThatIsReplacedTwiceIsWastedTwiceAndNoCopyOfItself() {
    ImageContents image =
        image(
            "demo:1",
            layer(0).file("/app/log", "1").build(),
            layer(1).file("/app/log", "12").build(),
            layer(2).file("/app/log", "1").build());

    assertThat(image.waste().items())
        .isEqualTo(
            List.of(
                new Item("/app/log", 1, 2, new Reason.Replaced(2)),
                new Item("/app/log", 0, 1, new Reason.Replaced(1))));
  }

  @Test
  void aHardLinkThatSurvivesKeepsTheBytesInUse() {
    ImageContents image =
        image(
            "demo:1",
            layer(0).file("/bin/perl", "12345").hardLink("/bin/perl5.40", "/bin/perl").build(),
            layer(1).remove("/bin/perl").build());

    assertThat(image.waste()).isEqualTo(new Waste(List.of(), 0, 5));
  }

  @Test
  void aHardLinkIsNoCopy() {
    ImageContents image =
        image(
            "demo:1",
            layer(0).file("/bin/sh", "").build(),
            layer(1).file("/bin/perl", "12345").hardLink("/bin/perl5.40", "/bin/perl").build());

    assertThat(image.waste()).isEqualTo(new Waste(List.of(), 0, 5));
  }

  @Test
  void emptyFilesAndLinksWasteNothing() {
    ImageContents image =
        image(
            "demo:1",
            layer(0).file("/run/a", "").link("/run/b", "a").build(),
            layer(1).remove("/run").file("/run2/a", "").build());

    assertThat(image.waste()).isEqualTo(new Waste(List.of(), 0, 0));
    assertThat(image.waste().share()).isZero();
  }

  @Test
  void countsTheBytesOfAHardLinkOnce() {
    ImageContents image =
        image(
            "demo:1",
            layer(0).file("/bin/perl", "12345").hardLink("/bin/perl5.40", "/bin/perl").build(),
            layer(1).remove("/bin").build());

    assertThat(image.changeCounts())
        .isEqualTo(List.of(new ChangeCount(2, 0, 0, 5), new ChangeCount(0, 0, 2, -5)));
  }

  @Test
  void countsWhatEachLayerChanges() {
    ImageContents image =
        image(
            "demo:1",
            layer(0).file("/a", "1").file("/b", "22").link("/c", "a").build(),
            layer(1).remove("/a").file("/b", "333").directory("/d").build());

    assertThat(image.changeCounts())
        .isEqualTo(List.of(new ChangeCount(3, 0, 0, 3), new ChangeCount(0, 1, 1, 0)));
  }
}
