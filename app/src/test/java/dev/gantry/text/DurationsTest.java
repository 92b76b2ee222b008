package dev.gantry.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PT0S,          0 ms
          PT0.0001S,     < 1 ms
          PT0.340S,      340 ms
          PT0.9994S,     999 ms
          PT0.9996S,     1.0 s
          PT1.24S,       1.2 s
          PT59.94S,      59.9 s
          PT59.96S,      1 min
          PT2M5.4S,      2 min 5 s
          PT59M59.6S,    1 h
          PT1H4M29S,     1 h 4 min
          PT27H,         27 h
          """)
  void writesWhatAPersonWouldSay(Duration duration, String text) {
    assertThat(Durations.format(duration)).isEqualTo(text);
  }
}
