package dev.gantry.llm.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.llm.generation.Percentiles;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GarbagePausesTest {
  @Test
  void knowsHowLongACollectionHasStoppedTheProcess() {
    try (GarbagePauses pauses = new GarbagePauses()) {
      Percentiles before = pauses.percentiles();
      Percentiles after = before;
      while (after.p99().isZero()) {
        System.gc();
        after = pauses.percentiles();
      }

      assertThat(before).isEqualTo(Percentiles.NONE);
      assertThat(after.p50()).isLessThanOrEqualTo(after.p99());
      assertThat(after.p99()).isLessThan(Duration.ofSeconds(30));
    }
  }
}
