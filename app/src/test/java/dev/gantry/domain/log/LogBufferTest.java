package dev.gantry.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogBufferTest {

  @Test
  void keepsLastLinesWhenFull() {
    LogBuffer buffer = LogBuffer.empty(3).plus(lines("a", "b")).plus(lines("c", "d"));

    assertThat(buffer).isEqualTo(new LogBuffer(3, 1, lines("b", "c", "d")));
  }

  @Test
  void keepsTheEndOfABatchLargerThanItself() {
    LogBuffer buffer = LogBuffer.empty(2).plus(lines("a")).plus(lines("b", "c", "d"));

    assertThat(buffer).isEqualTo(new LogBuffer(2, 2, lines("c", "d")));
  }

  @Test
  void tellsAReaderWhatIsNew() {
    LogBuffer buffer = LogBuffer.empty(3).plus(lines("a", "b", "c", "d"));

    assertThat(buffer.written()).isEqualTo(4);
    assertThat(buffer.since(0)).isEqualTo(lines("b", "c", "d"));
    assertThat(buffer.since(3)).isEqualTo(lines("d"));
    assertThat(buffer.since(4)).isEmpty();
    assertThat(buffer.since(9)).isEmpty();
  }

  @Test
  void givesItsTail() {
    LogBuffer buffer = LogBuffer.empty(5).plus(lines("a", "b", "c"));

    assertThat(buffer.tail(2)).isEqualTo(lines("b", "c"));
    assertThat(buffer.tail(9)).isEqualTo(lines("a", "b", "c"));
  }

  @Test
  void refusesMoreThanItsCapacity() {
    List<LogLine> two = lines("a", "b");

    assertThatThrownBy(() -> new LogBuffer(1, 0, two)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<LogLine> lines(String... texts) {
    return Stream.of(texts).map(text -> new LogLine(Instant.EPOCH, false, text)).toList();
  }
}
