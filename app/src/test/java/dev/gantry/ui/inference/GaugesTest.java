package dev.gantry.ui.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.inference.LoadHistory;
import dev.gantry.domain.inference.Loads;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.ui.control.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GaugesTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private static Gauge gauge(String name) {
    return Gauges.all().stream()
        .filter(gauge -> gauge.name().equals("inference.load." + name))
        .findFirst()
        .orElseThrow();
  }

  private static LoadHistory history(ServiceLoad... loads) {
    LoadHistory history = LoadHistory.ofLast(Duration.ofMinutes(2));
    for (ServiceLoad load : loads) {
      history = history.with(load);
    }
    return history;
  }

  private static List<String> words(ServiceLoad load) {
    return Gauges.all().stream()
        .map(
            gauge ->
                gauge.values().stream()
                    .map(value -> value.reading().of(load, load))
                    .map(it -> it.isPresent() ? gauge.words().apply(it.getAsDouble()) : "-")
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  @Test
  void readsEverythingThatIsMeasured() {
    assertThat(words(Loads.at(BEGIN)))
        .isEqualTo(
            List.of(
                "1 2",
                "93.5",
                "120",
                "200 ms 300 ms 400 ms",
                "5.00 ms 6.00 ms 7.00 ms",
                "512",
                "38 MB",
                "311 MB",
                "0 ms 3.00 ms 12 ms"));
  }

  @Test
  void hasNoValuesOfAModelThatIsNotThere() {
    assertThat(words(Loads.withoutModel(BEGIN)))
        .isEqualTo(
            List.of(
                "- -", "-", "-", "- - -", "- - -", "-", "38 MB", "311 MB", "0 ms 3.00 ms 12 ms"));
  }

  @Test
  void drawsValuesByTheirAge() {
    assertThat(gauge("requests").trend(history(Loads.at(BEGIN), Loads.at(BEGIN.plusSeconds(1)))))
        .isEqualTo(
            new Trend(
                120,
                List.of(
                    new Trend.Line(
                        Trend.Stroke.MAIN, List.of(new Trend.Point(1, 1), new Trend.Point(0, 1))),
                    new Trend.Line(
                        Trend.Stroke.SECOND,
                        List.of(new Trend.Point(1, 2), new Trend.Point(0, 2)))),
                4));
  }

  @Test
  void drawsNothingWhereNothingWasMeasured() {
    assertThat(gauge("requests").trend(history())).isEqualTo(Trend.empty(120));
  }
}
