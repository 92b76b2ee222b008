package dev.gantry.domain.image;

import static dev.gantry.domain.image.Layers.image;
import static dev.gantry.domain.image.Layers.layer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageComparisonTest {
  private static final ImageContents BEFORE =
      image(
          "demo:1",
          layer(0).file("/etc/hosts", "one").file("/usr/lib/jvm/modules", "1234567890").build(),
          layer(1).file("/app/app.jar", "12345").file("/app/lib/old.jar", "123").build());

  @Test
  void comparesFilesWhateverLayerTheyAreIn() {
    ImageContents after =
        image(
            "demo:2",
            layer(0)
                .file("/app/app.jar", "1234567")
                .file("/etc/hosts", "one")
                .file("/usr/lib/jvm/modules", "123456")
                .file("/usr/lib/new", "12")
                .build());

    ImageComparison comparison = ImageComparison.of(BEFORE, after);

    assertThat(comparison.count()).isEqualTo(new ChangeCount(1, 2, 1, -3));
    assertThat(comparison.growthBytes()).isEqualTo(-3);
    assertThat(comparison.sharedLayers()).isEqualTo(1);
    assertThat(comparison.largest(2))
        .extracting(FileChange::path)
        .isEqualTo(List.of("/usr/lib/jvm/modules", "/app/lib/old.jar"));
    assertThat(comparison.directories(2))
        .isEqualTo(
            List.of(
                new DirectoryChange("/app/lib", new ChangeCount(0, 0, 1, -3)),
                new DirectoryChange("/app", new ChangeCount(0, 1, 0, 2)),
                new DirectoryChange("/usr/lib", new ChangeCount(1, 1, 0, -2))));
    assertThat(comparison.directories(1))
        .extracting(DirectoryChange::path)
        .isEqualTo(List.of("/usr", "/app"));
  }

  @Test
  void anImageDoesNotDifferFromItself() {
    ImageComparison comparison = ImageComparison.of(BEFORE, BEFORE);

    assertThat(comparison).isEqualTo(new ImageComparison(BEFORE, BEFORE, 2, List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({"/hosts, 3, /", "/etc/hosts, 3, /etc", "/usr/lib/jvm/a, 2, /usr/lib", "/a/b, 0, /"})
  void countsAFileForTheDirectoryThatIsDeepEnough(String path, int depth, String directory) {
    ImageComparison comparison =
        ImageComparison.of(
            image("demo:0", layer(0).build()), image("demo:1", layer(0).file(path, "x").build()));

    assertThat(comparison.directories(depth))
        .isEqualTo(List.of(new DirectoryChange(directory, new ChangeCount(1, 0, 0, 1))));
  }

  @Test
  void comparesTheConfigurationSettingBySetting() {
    ImageContents after =
        image(
            "demo:2",
            configuration("app", Map.of("PATH", "/bin", "HOME", "/app"), List.of("80/tcp")),
            List.of());
    ImageContents before =
        image("demo:1", configuration("", Map.of("PATH", "/bin:/sbin"), List.of()), List.of());

    assertThat(ImageComparison.of(before, after).settings())
        .isEqualTo(
            List.of(
                new SettingChange("ENV HOME", Optional.empty(), Optional.of("/app")),
                new SettingChange("ENV PATH", Optional.of("/bin:/sbin"), Optional.of("/bin")),
                new SettingChange("EXPOSE", Optional.empty(), Optional.of("80/tcp")),
                new SettingChange("USER", Optional.empty(), Optional.of("app"))));
  }

  @Test
  void writesSettingsAsADockerfileDoes() {
    ImageConfiguration configuration =
        new ImageConfiguration(
            "app",
            "/app",
            List.of("java", "-jar"),
            List.of("app.jar"),
            new TreeMap<>(Map.of("PATH", "/bin")),
            new TreeMap<>(Map.of("version", "1")),
            List.of("90/tcp", "80/tcp"),
            List.of("/data"),
            List.of("CMD", "true"));

    assertThat(configuration.settings())
        .isEqualTo(
            Map.of(
                "USER", "app",
                "WORKDIR", "/app",
                "ENTRYPOINT", "[\"java\", \"-jar\"]",
                "CMD", "[\"app.jar\"]",
                "ENV PATH", "/bin",
                "LABEL version", "1",
                "EXPOSE", "80/tcp 90/tcp",
                "VOLUME", "/data",
                "HEALTHCHECK", "CMD true"));
  }

  private static ImageConfiguration configuration(
      String user, Map<String, String> environment, List<String> ports) {
    return new ImageConfiguration(
        user,
        "",
        List.of(),
        List.of(),
        new TreeMap<>(environment),
        new TreeMap<>(),
        ports,
        List.of(),
        List.of());
  }
}
