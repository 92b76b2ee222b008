package dev.gantry.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.domain.history.BuildRecord;
import dev.gantry.domain.history.History;
import dev.gantry.domain.history.HistoryContract;
import dev.gantry.domain.plan.FileHashes;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends HistoryContract {
  @TempDir Path directory;
  private Path file;
  private SqliteStore store;

  @BeforeEach
  void open() {
    file = directory.resolve("state/builds.sqlite");
    store = new SqliteStore(file);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected History history() {
    return store.history();
  }

  @Test
  void doesNotTouchTheFileBeforeItIsNeeded() {
    assertThat(file).doesNotExist();
  }

  @Test
  void remembersAcrossRuns() {
    BuildRecord build = build("prod", "engine", 0);
    store.history().add(build, Map.of());
    store.close();

    try (SqliteStore again = new SqliteStore(file)) {
      assertThat(again.history().builds("engine")).containsExactly(build);
    }
  }

  @Test
  void isUsedByTwoProcessesAtATime() {
    try (SqliteStore other = new SqliteStore(file)) {
      store.history().add(build("prod", "engine", 0), Map.of());
      other.history().add(build("prod", "engine", 1), Map.of());

      assertThat(store.history().builds("engine")).hasSize(2);
    }
  }

  @Test
  void keepsTheNewestBuildsOfATargetAndTheirFiles() {
    FileManifest old = new FileManifest(new TreeMap<>(Map.of("old", "1")));
    FileManifest kept = new FileManifest(new TreeMap<>(Map.of("kept", "1")));
    store.history().add(build("prod", "engine", 0), Map.of("old", old, "kept", kept));
    BuildRecord other = build("dev", "engine", 0);
    store.history().add(other, Map.of());

    for (int i = 1; i <= SqliteHistory.BUILDS_OF_TARGET; i++) {
      store.history().add(build("prod", "engine", i), Map.of("kept", kept));
    }

    assertThat(store.history().builds("engine"))
        .hasSize(SqliteHistory.BUILDS_OF_TARGET + 1)
        .contains(other)
        .doesNotContain(build("prod", "engine", 0));
    assertThat(store.history().files("old")).isEmpty();
    assertThat(store.history().files("kept")).hasValue(kept);
  }

  @Test
  void keepsTheNewestBuildThatTellsOfStepsHoweverManyDoNot() {
    BuildRecord telling = build("prod", "engine", 0);
    store.history().add(telling, Map.of());

    for (int i = 1; i <= SqliteHistory.BUILDS_OF_TARGET; i++) {
      store.history().add(unchanged(i), Map.of());
    }

    assertThat(store.history().builds("engine"))
        .hasSize(SqliteHistory.BUILDS_OF_TARGET + 1)
        .contains(telling);
  }

  private static BuildRecord unchanged(int number) {
    BuildRecord build = build("prod", "engine", number);
    return new BuildRecord(
        build.context(),
        build.target(),
        build.definition(),
        build.engine(),
        build.begun(),
        build.took(),
        BuildRecord.Result.UNCHANGED,
        build.image(),
        List.of());
  }

  @Test
  void keepsDigestsOfFilesByDirectory() {
    Map<String, FileHashes.Hash> hashes = Map.of("a", new FileHashes.Hash(1, 2, "digest"));

    store.hashes().keep(Path.of("/src"), hashes);

    assertThat(store.hashes().of(Path.of("/src"))).isEqualTo(hashes);
    assertThat(store.hashes().of(Path.of("/other"))).isEmpty();
  }

  @Test
  void saysThatTheFileIsBroken() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "no database, but long enough to be taken for one".repeat(100));

    assertThatThrownBy(() -> store.history().builds("engine"))
        .isInstanceOfSatisfying(
            GantryException.class,
            failure ->
                assertThat(failure.problem())
                    .isInstanceOfSatisfying(
                        Problem.OwnFileUnusable.class,
                        problem -> assertThat(problem.file()).isEqualTo(file)));
    assertThat(store.hashes().of(Path.of("/src"))).isEmpty();
  }

  @Test
  void doesNotTouchAFileOfANewerGantry() throws Exception {
    store.history().add(build("prod", "engine", 0), Map.of());
    store.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 99");
    }

    assertThatThrownBy(() -> store.history().builds("engine"))
        .hasMessageContaining("newer version of Gantry");
  }
}
