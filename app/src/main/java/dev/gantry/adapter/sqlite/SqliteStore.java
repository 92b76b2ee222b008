package dev.gantry.adapter.sqlite;

import dev.gantry.domain.history.History;
import dev.gantry.domain.history.LayerTimes;
import dev.gantry.domain.history.Recordings;
import dev.gantry.domain.plan.FileHashes;
import java.nio.file.Path;

/// A SQLite file and what is kept in it. The file is opened when it is first needed.
public final class SqliteStore implements AutoCloseable {
  private final Database database;

  public SqliteStore(Path file) {
    this.database = new Database(file, () -> {});
  }

  /// As above, for short processes: opens the file sooner.
  ///
  /// @param cache directory for what can be made again
  public SqliteStore(Path file, Path cache) {
    this.database = new Database(file, new DriverLibrary(cache)::provide);
  }

  /// Builds, the newest of each target.
  public History history() {
    return new SqliteHistory(database);
  }

  /// What builds told, the newest ones of each engine.
  public Recordings recordings() {
    return new SqliteRecordings(database);
  }

  /// Digests of files.
  public FileHashes hashes() {
    return new SqliteFileHashes(database);
  }

  /// How long it took to make layers.
  public LayerTimes layerTimes() {
    return new SqliteLayerTimes(database);
  }

  @Override
  public void close() {
    database.close();
  }
}
