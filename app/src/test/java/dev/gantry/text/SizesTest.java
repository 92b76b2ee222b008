package dev.gantry.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,                   0 B
          1,                   1 B
          999,                 999 B
          1000,                1 kB
          1024,                1.02 kB
          44100000,            44.1 MB
          120400000,           120 MB
          999499,              999 kB
          999500,              1 MB
          1234567890,          1.23 GB
          9223372036854775807, 9.22 EB
          """)
  void roundsToThreeDigitsInDecimalUnits(long bytes, String text) {
    assertThat(Sizes.format(bytes)).isEqualTo(text);
  }
}
