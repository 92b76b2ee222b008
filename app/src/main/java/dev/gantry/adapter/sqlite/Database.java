package dev.gantry.adapter.sqlite;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// The file, opened when it is first needed. Several processes may use it at the same time.
final class Database implements AutoCloseable {

  /// How long to wait for another process that writes.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// The statements that bring a file from each version of the schema to the next one. The version
  /// of a file is its `user_version`.
  private static final List<List<String>> MIGRATIONS =
      List.of(
          List.of(
              """
              CREATE TABLE build (
                id INTEGER PRIMARY KEY,
                context TEXT NOT NULL,
                target TEXT NOT NULL,
                definition TEXT NOT NULL,
                engine TEXT NOT NULL,
                begun_millis INTEGER NOT NULL,
                took_millis INTEGER NOT NULL,
                result TEXT NOT NULL,
                image TEXT)
              """,
              "CREATE INDEX build_by_engine ON build (engine, begun_millis)",
              """
              CREATE TABLE step (
                build INTEGER NOT NULL REFERENCES build ON DELETE CASCADE,
                position INTEGER NOT NULL,
                plan TEXT NOT NULL,
                key TEXT NOT NULL,
                identity TEXT NOT NULL,
                outline TEXT NOT NULL,
                setoff TEXT NOT NULL,
                result TEXT NOT NULL,
                took_millis INTEGER NOT NULL,
                moved_bytes INTEGER NOT NULL,
                PRIMARY KEY (build, position)) WITHOUT ROWID
              """,
              "CREATE TABLE files (digest TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID",
              """
              CREATE TABLE build_files (
                build INTEGER NOT NULL REFERENCES build ON DELETE CASCADE,
                digest TEXT NOT NULL REFERENCES files,
                PRIMARY KEY (build, digest)) WITHOUT ROWID
              """,
              "CREATE INDEX build_files_by_digest ON build_files (digest)",
              """
              CREATE TABLE hashes (directory TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID
              """),
          List.of(
              """
              CREATE TABLE layer_time (
                number INTEGER PRIMARY KEY,
                engine TEXT NOT NULL,
                layer TEXT NOT NULL,
                took_nanos INTEGER,
                UNIQUE (engine, layer))
              """),
          List.of(
              """
              CREATE TABLE recording (
                engine TEXT NOT NULL,
                ref TEXT NOT NULL,
                begun_millis INTEGER NOT NULL,
                build TEXT NOT NULL,
                content BLOB NOT NULL,
                PRIMARY KEY (engine, ref))
              """),
          List.of(
              "DROP INDEX build_by_engine",
              "CREATE INDEX build_by_target ON build (engine, context, target, begun_millis)",
              """
              CREATE INDEX build_with_steps ON build (engine, begun_millis)
                WHERE result <> 'UNCHANGED'
              """,
              """
              CREATE TRIGGER files_without_build AFTER DELETE ON build_files BEGIN
                DELETE FROM files WHERE digest = OLD.digest
                  AND NOT EXISTS (SELECT 1 FROM build_files WHERE digest = OLD.digest);
              END
              """));

  private final Path file;
  private final Runnable before;
  private @Nullable Connection connection;

  /// @param before what is done before the driver is used
  Database(Path file, Runnable before) {
    this.file = file;
    this.before = before;
  }

  /// Work on the database.
  interface Work<T> {
    T with(Connection connection) throws SQLException, IOException;
  }

  /// Does work that reads, and sees one state of the file.
  ///
  /// @throws GantryException with [Problem.OwnFileUnusable]
  <T> T read(Work<T> work) {
    return transaction("BEGIN", work);
  }

  /// Does work that writes, wholly or not at all.
  ///
  /// @throws GantryException with [Problem.OwnFileUnusable]
  <T> T write(Work<T> work) {
    // a reader that becomes a writer would not wait for another writer
    return transaction("BEGIN IMMEDIATE", work);
  }

  private synchronized <T> T transaction(String begin, Work<T> work) {
    try {
      Connection open = open();
      execute(open, begin);
      try {
        T result = work.with(open);
        execute(open, "COMMIT");
        return result;
      } catch (SQLException | IOException | RuntimeException failure) {
        execute(open, "ROLLBACK");
        throw failure;
      }
    } catch (SQLException | IOException failure) {
      throw new GantryException(
          new Problem.OwnFileUnusable(file, String.valueOf(failure.getMessage())), failure);
    }
  }

  private Connection open() throws SQLException, IOException {
    Connection known = connection;
    if (known != null) {
      return known;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    before.run();
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout((int) PATIENCE.toMillis());
    Connection opened = config.createConnection("jdbc:sqlite:" + file);
    try {
      if (version(opened) != MIGRATIONS.size()) {
        execute(opened, "BEGIN IMMEDIATE");
        migrate(opened);
        execute(opened, "COMMIT");
      }
    } catch (SQLException failure) {
      opened.close();
      throw failure;
    }
    connection = opened;
    return opened;
  }

  /// The driver's own transactions would keep the file locked between two of them.
  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  private static void migrate(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // another process may have been faster
      int version = version(connection);
      if (version > MIGRATIONS.size()) {
        throw new SQLException("the file was written by a newer version of Gantry");
      }
      for (List<String> statements : MIGRATIONS.subList(version, MIGRATIONS.size())) {
        for (String sql : statements) {
          statement.executeUpdate(sql);
        }
      }
      statement.executeUpdate("PRAGMA user_version = " + MIGRATIONS.size());
    }
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException _) {
        // everything is committed
      }
      connection = null;
    }
  }
}
