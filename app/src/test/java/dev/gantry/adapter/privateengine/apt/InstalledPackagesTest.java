package dev.gantry.adapter.privateengine.apt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstalledPackagesTest {

  private static final InstalledPackages PACKAGES =
      InstalledPackages.parse(
          List.of(
              "installed\tlibc6\t2.39-0ubuntu8\t",
              "installed\tlibssl3t64\t3.0.13-0ubuntu3\tlibssl3 (= 3.0.13-0ubuntu3)",
              "installed\tmawk\t1.3.4\tawk",
              "config-files\tlibmnl0\t1.0.5-2\t"));

  @ParameterizedTest
  @CsvSource({
    "libc6 (>= 2.34),        true",
    "libc6 (>= 2.41),        false",
    "libssl3 (>= 3.0.0),     true",
    "libssl3 (>= 3.5.0),     false",
    "awk,                    true",
    "awk (>= 1),             false",
    "libmnl0,                false",
    "libnone | libc6,        true"
  })
  void knowsWhatTheSystemHas(String dependency, boolean satisfied) {
    assertThat(PACKAGES.satisfies(Dependency.parse(dependency))).isEqualTo(satisfied);
  }
}
