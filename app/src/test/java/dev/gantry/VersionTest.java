package dev.gantry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void isFilledInByTheBuild() {
    assertThat(Version.read()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }
}
