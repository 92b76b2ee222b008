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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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

    assertThat(store.history().builds("engine", "/src", "prod"))
        .hasSize(SqliteHistory.BUILDS_OF_TARGET)
        .doesNotContain(build("prod", "engine", 0));
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

    assertThat(store.history().builds("engine", "/src", "prod"))
        .hasSize(SqliteHistory.BUILDS_OF_TARGET + 1)
        .contains(telling);
    assertThat(store.history().builds("engine")).containsExactly(telling);
  }

  @Test
  void readsOnlySoManyBuildsAndAllOfTheTarget() {
    BuildRecord own = build("prod", "engine", 0);
    store.history().add(own, Map.of());
    List<BuildRecord> others = new ArrayList<>();
    for (int i = 1; i <= SqliteHistory.BUILDS_OF_ENGINE; i++) {
      BuildRecord other = build("target" + i, "engine", i);
      store.history().add(other, Map.of());
      others.addFirst(other);
    }

    assertThat(store.history().builds("engine")).isEqualTo(others);
    List<BuildRecord> wanted = new ArrayList<>(others.subList(0, SqliteHistory.BUILDS_BESIDES));
    wanted.add(own);
    assertThat(store.history().builds("engine", "/src", "prod")).isEqualTo(wanted);
  }

  /// Whatever the tables hold, an index leads to the rows.
  @Test
  void findsBuildsWithoutLookingThroughAll() throws Exception {
    store.history().add(build("prod", "engine", 0), Map.of());
    store.close();

    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertThat(plan(connection, SqliteHistory.OF_TARGET + " ORDER BY begun_millis"))
          .contains("USING COVERING INDEX build_by_target")
          .doesNotContain("SCAN", "TEMP B-TREE");
      assertThat(plan(connection, SqliteHistory.WITH_STEPS))
          .contains("USING INDEX build_with_steps")
          .doesNotContain("SCAN", "TEMP B-TREE");
    }
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (row.next()) {
        plan.append(row.getString("detail")).append('\n');
      }
    }
    return plan.toString();
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
  void goesOnWithAFileOfAnOlderGantry() throws Exception {
    BuildRecord build = build("prod", "engine", 0);
    store.history().add(build, Map.of());
    store.close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DROP TRIGGER files_without_build");
      statement.executeUpdate("DROP INDEX build_by_target");
      statement.executeUpdate("DROP INDEX build_with_steps");
      statement.executeUpdate("CREATE INDEX build_by_engine ON build (engine, begun_millis)");
      statement.executeUpdate("PRAGMA user_version = 3");
    }

    assertThat(store.history().builds("engine")).containsExactly(build);
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
