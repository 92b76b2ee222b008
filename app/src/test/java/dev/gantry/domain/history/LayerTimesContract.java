package dev.gantry.domain.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.image.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every memory of layers does.
public abstract class LayerTimesContract {
  private static final Digest MADE = new Digest("sha256:1");
  private static final Digest FORGOTTEN = new Digest("sha256:2");
  private static final Digest NEVER_ASKED = new Digest("sha256:3");
  private static final Optional<Duration> TIME = Optional.of(Duration.ofNanos(1_234_567_891));

  protected abstract LayerTimes times();

  @Test
  void tellsWhatIsKnownFromWhatNobodyCouldTell() {
    times().keep("engine", Map.of(MADE, TIME, FORGOTTEN, Optional.empty()));

    assertThat(times().of("engine", List.of(MADE, FORGOTTEN, NEVER_ASKED)))
        .isEqualTo(Map.of(MADE, TIME, FORGOTTEN, Optional.empty()));
  }

  @Test
  void keepsWhatIsToldLast() {
    times().keep("engine", Map.of(MADE, Optional.empty()));
    times().keep("engine", Map.of(MADE, TIME));

    assertThat(times().of("engine", List.of(MADE))).isEqualTo(Map.of(MADE, TIME));
  }

  @Test
  void keepsEnginesApart() {
    times().keep("engine", Map.of(MADE, TIME));

    assertThat(times().of("other engine", List.of(MADE))).isEmpty();
  }
}
