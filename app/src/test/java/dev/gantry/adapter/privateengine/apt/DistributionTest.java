package dev.gantry.adapter.privateengine.apt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void readsQuotedAndPlainFields() {
    List<String> lines =
        List.of(
            "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"",
            "# comment",
            "VERSION_CODENAME=bookworm",
            "ID='debian'");

    assertThat(Distribution.parse(lines))
        .isEqualTo(new Distribution("debian", "bookworm", "Debian GNU/Linux 12 (bookworm)"));
  }

  @Test
  void supportsDebianAndUbuntuOnly() {
    assertThat(List.of("debian", "ubuntu", "fedora", "linuxmint"))
        .filteredOn(id -> new Distribution(id, "x", id).isSupported())
        .containsExactly("debian", "ubuntu");
  }
}
