package dev.gantry.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeScaleTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PT0S,    PT5S
          PT4.7S,  PT5S
          PT4.9S,  PT6S
          PT19S,   PT20S
          PT59S,   PT1M30S
          PT5M,    PT6M
          """)
  void growingLeavesRoomInSteps(Duration elapsed, Duration span) {
    assertThat(TimeScale.growing(elapsed).span()).isEqualTo(span);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PT10S,   640, 0 1 s 2 s 3 s 4 s 5 s 6 s 7 s 8 s 9 s 10 s
          PT43.4S, 448, 0 10 s 20 s 30 s 40 s
          PT0.8S,  320, 0 200 ms 400 ms 600 ms 800 ms
          PT10M,   320, 0 2 min 4 min 6 min 8 min 10 min
          """)
  void ticksAreRoundAndNotTooClose(Duration span, double width, String labels) {
    String actual =
        new TimeScale(span)
            .ticks(width, 64).stream().map(TimeScale::label).collect(Collectors.joining(" "));

    assertThat(actual).isEqualTo(labels);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PT0S,     0
          PT0.25S,  250 ms
          PT1.5S,   1.5 s
          PT45S,    45 s
          PT2M,     2 min
          PT2M30S,  2:30 min
          PT1H5M,   1:05 h
          """)
  void labelsAreShort(Duration offset, String label) {
    assertThat(TimeScale.label(offset)).isEqualTo(label);
  }

  @Test
  void placesAMomentInProportion() {
    assertThat(new TimeScale(Duration.ofSeconds(40)).x(Duration.ofSeconds(10), 200)).isEqualTo(50);
  }

  @Test
  void nothingHasNoWidthOfZero() {
    assertThat(new TimeScale(Duration.ZERO).x(Duration.ZERO, 200)).isZero();
  }
}
