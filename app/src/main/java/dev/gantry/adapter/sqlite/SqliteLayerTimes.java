package dev.gantry.adapter.sqlite;

import dev.gantry.domain.history.LayerTimes;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.problem.GantryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Times of layers in a SQLite file, those that were kept last.
final class SqliteLayerTimes implements LayerTimes {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteLayerTimes.class);

  /// How many layers are kept, of all engines.
  static final int LAYERS = 20_000;

  private final Database database;

  SqliteLayerTimes(Database database) {
    this.database = database;
  }

  @Override
  public Map<Digest, Optional<Duration>> of(String engine, Collection<Digest> layers) {
    if (layers.isEmpty()) {
      return Map.of();
    }
    try {
      return database.read(connection -> known(connection, engine, layers));
    } catch (GantryException failure) {
      LOG.warn("Times of layers cannot be read", failure);
      return Map.of();
    }
  }

  private static Map<Digest, Optional<Duration>> known(
      Connection connection, String engine, Collection<Digest> layers) throws SQLException {
    Map<Digest, Optional<Duration>> known = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT took_nanos FROM layer_time WHERE engine = ? AND layer = ?")) {
      select.setString(1, engine);
      for (Digest layer : layers) {
        select.setString(2, layer.value());
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            long nanos = row.getLong(1);
            known.put(
                layer, row.wasNull() ? Optional.empty() : Optional.of(Duration.ofNanos(nanos)));
          }
        }
      }
    }
    return known;
  }

  @Override
  public void keep(String engine, Map<Digest, Optional<Duration>> times) {
    if (times.isEmpty()) {
      return;
    }
    try {
      database.write(
          connection -> {
            replace(connection, engine, times);
            return forget(connection);
          });
    } catch (GantryException failure) {
      LOG.warn("Times of layers cannot be kept", failure);
    }
  }

  private static void replace(
      Connection connection, String engine, Map<Digest, Optional<Duration>> times)
      throws SQLException {
    try (PreparedStatement replace =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO layer_time (engine, layer, took_nanos) VALUES (?, ?, ?)")) {
      replace.setString(1, engine);
      for (Map.Entry<Digest, Optional<Duration>> entry : times.entrySet()) {
        replace.setString(2, entry.getKey().value());
        replace.setNull(3, Types.INTEGER);
        if (entry.getValue().isPresent()) {
          replace.setLong(3, entry.getValue().get().toNanos());
        }
        replace.executeUpdate();
      }
    }
  }

  /// A row that is replaced gets a new number, so the lowest ones were kept longest ago.
  private static int forget(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM layer_time WHERE number <= (SELECT max(number) FROM layer_time) - ?")) {
      delete.setInt(1, LAYERS);
      return delete.executeUpdate();
    }
  }
}
