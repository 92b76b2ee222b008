package dev.gantry.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.history.LayerTimes;
import dev.gantry.domain.history.LayerTimesContract;
import dev.gantry.domain.image.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLayerTimesTest extends LayerTimesContract {
  private static final Digest FIRST = new Digest("sha256:first");
  private static final Optional<Duration> SECOND = Optional.of(Duration.ofSeconds(1));

  @TempDir Path directory;
  private Path file;
  private SqliteStore store;

  @BeforeEach
  void open() {
    file = directory.resolve("builds.sqlite");
    store = new SqliteStore(file);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected LayerTimes times() {
    return store.layerTimes();
  }

  @Test
  void remembersAcrossRuns() {
    times().keep("engine", Map.of(FIRST, SECOND));
    store.close();

    try (SqliteStore again = new SqliteStore(file)) {
      assertThat(again.layerTimes().of("engine", List.of(FIRST))).isEqualTo(Map.of(FIRST, SECOND));
    }
  }

  @Test
  void forgetsWhatWasKeptLongestAgo() {
    times().keep("engine", Map.of(FIRST, SECOND));
    Map<Digest, Optional<Duration>> many = new HashMap<>();
    for (int i = 0; i < SqliteLayerTimes.LAYERS; i++) {
      many.put(new Digest("sha256:" + i), SECOND);
    }
    times().keep("engine", many);

    assertThat(times().of("engine", List.of(FIRST))).isEmpty();
    assertThat(times().of("engine", many.keySet())).isEqualTo(many);
  }

  @Test
  void costsNothingButTimeWhenTheFileCannotBeUsed() throws Exception {
    Files.writeString(file, "this is no database, and long enough to be taken for one".repeat(20));

    times().keep("engine", Map.of(FIRST, SECOND));

    assertThat(times().of("engine", List.of(FIRST))).isEmpty();
  }
}
