package dev.gantry.domain.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadHistoryTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SPAN = Duration.ofSeconds(10);

  private static ServiceLoad second(int second) {
    return Loads.at(BEGIN.plusSeconds(second));
  }

  private static LoadHistory of(int... seconds) {
    LoadHistory history = LoadHistory.ofLast(SPAN);
    for (int second : seconds) {
      history = history.with(second(second));
    }
    return history;
  }

  @Test
  void keepsWhatIsNoOlderThanItsSpan() {
    assertThat(of(0, 1, 9, 11).measured()).isEqualTo(List.of(second(1), second(9), second(11)));
  }

  @Test
  void beginsAnewWhereTheClockWasSetBack() {
    assertThat(of(5, 6, 2).measured()).isEqualTo(List.of(second(2)));
  }

  @Test
  void keepsNoMoreThanItsMostOfAServiceThatMeasuresAllTheTime() {
    LoadHistory history = LoadHistory.ofLast(SPAN);
    List<ServiceLoad> all =
        IntStream.range(0, LoadHistory.MOST + 5)
            .mapToObj(i -> Loads.at(BEGIN.plusMillis(i)))
            .toList();
    for (ServiceLoad load : all) {
      history = history.with(load);
    }

    assertThat(history.measured()).isEqualTo(all.subList(5, all.size()));
  }
}
