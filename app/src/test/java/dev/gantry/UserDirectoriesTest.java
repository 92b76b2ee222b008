package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserDirectoriesTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void followsTheXdgSpecification() {
    assertThat(
            UserDirectories.of(
                Map.of(
                    "XDG_CONFIG_HOME",
                    "/etc/ada",
                    "XDG_STATE_HOME",
                    "/var/ada",
                    "XDG_CACHE_HOME",
                    "/tmp/ada"),
                HOME,
                "Linux"))
        .isEqualTo(
            new UserDirectories(
                Path.of("/etc/ada/gantry"),
                Path.of("/var/ada/gantry"),
                Path.of("/tmp/ada/gantry")));
  }

  @Test
  void hasDefaultsAndIgnoresRelativePaths() {
    assertThat(UserDirectories.of(Map.of("XDG_STATE_HOME", "state"), HOME, "Linux"))
        .isEqualTo(
            new UserDirectories(
                HOME.resolve(".config/gantry"),
                HOME.resolve(".local/state/gantry"),
                HOME.resolve(".cache/gantry")));
  }

  @Test
  void usesTheUsualPlaceOnMacOs() {
    Path place = HOME.resolve("Library/Application Support/gantry");

    assertThat(UserDirectories.of(Map.of(), HOME, "Mac OS X"))
        .isEqualTo(new UserDirectories(place, place, HOME.resolve("Library/Caches/gantry")));
  }

  @Test
  void usesTheUsualPlaceOnWindows() {
    Path place = Path.of("/users/ada/local/gantry");

    assertThat(UserDirectories.of(Map.of("LOCALAPPDATA", "/users/ada/local"), HOME, "Windows 11"))
        .isEqualTo(new UserDirectories(place, place, place.resolve("cache")));
  }
}
