package dev.gantry.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {
  private static double top(double atLeast, double... values) {
    return new Trend(
            120,
            List.of(
                new Trend.Line(
                    Trend.Stroke.MAIN,
                    DoubleStream.of(values).mapToObj(value -> new Trend.Point(0, value)).toList())),
            atLeast)
        .top();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "0, 1, 1",
    "0, 1.01, 2",
    "0, 23, 25",
    "0, 260, 500",
    "0, 501, 1000",
    "0, 0.03, 0.05",
    "4, 3, 4",
    "4, 4, 4",
    "4, 7, 10",
    "192000000, 38000000, 192000000"
  })
  void reachesUpToTheLimitOrTheNextRoundNumber(double atLeast, double value, double top) {
    assertThat(top(atLeast, 0, value)).isEqualTo(top);
  }
}
