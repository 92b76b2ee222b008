package dev.gantry.adapter.privateengine.apt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebianVersionTest {

  // each line was checked with `dpkg --compare-versions`
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1.0,                     2.0
          1.9,                     1.10
          2.36-9+deb12u14,         2.38
          20.10.24+dfsg1-1+deb12u1+b6, 26.1.5+dfsg1-9+deb13u1
          1.0~rc8,                 1.0
          1.0~rc8~,                1.0~rc8
          1.0.0~rc8~,              1.1.5+ds1-1
          1.0-1,                   1.0-1+b1
          1.0,                     1.0+b1
          1.0,                     1.0-1
          9.9,                     1:0.1
          2:1.02.97,               2:1.02.185-2
          1.0a,                    1.0+
          1.7.24~ds1-6,            2.1.9+ds1-5
          1.8.9-2,                 1.8.11-2
          1-2-3,                   1-2-10
          """)
  void sortsAsDpkgDoes(String earlier, String later) {
    assertThat(new DebianVersion(earlier)).isLessThan(new DebianVersion(later));
    assertThat(new DebianVersion(later)).isGreaterThan(new DebianVersion(earlier));
  }

  @ParameterizedTest
  @CsvSource({"1.0, 1.0", "0:1.0, 1.0", "1.00, 1.0", "1.0-0, 1.0"})
  void takesWaysToWriteTheSameVersionAsEqual(String one, String two) {
    assertThat(new DebianVersion(one)).isEqualByComparingTo(new DebianVersion(two));
  }
}
