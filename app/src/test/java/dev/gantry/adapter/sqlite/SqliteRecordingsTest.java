package dev.gantry.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.ArchivedBuild.Ending;
import dev.gantry.domain.history.Recordings;
import dev.gantry.domain.history.RecordingsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRecordingsTest extends RecordingsContract {
  @TempDir Path directory;
  private SqliteStore store;

  @BeforeEach
  void open() {
    store = new SqliteStore(directory.resolve("builds.sqlite"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected Recordings recordings() {
    return store.recordings();
  }

  @Test
  void keepsTheNewestOfAnEngine() {
    recordings().add("other engine", recording("other", 0, new Ending.Succeeded()));
    for (int i = 0; i <= SqliteRecordings.RECORDINGS; i++) {
      recordings().add("engine", recording("build" + i, i, new Ending.Succeeded()));
    }

    assertThat(recordings().builds("engine"))
        .hasSize(SqliteRecordings.RECORDINGS)
        .extracting(ArchivedBuild::ref)
        .startsWith("build" + SqliteRecordings.RECORDINGS)
        .endsWith("build1");
    assertThat(recordings().find("engine", "build0")).isEmpty();
    assertThat(recordings().find("other engine", "other")).isPresent();
  }
}
