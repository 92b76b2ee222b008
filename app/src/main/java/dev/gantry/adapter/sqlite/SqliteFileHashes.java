package dev.gantry.adapter.sqlite;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.domain.plan.FileHashes;
import dev.gantry.domain.problem.GantryException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Digests of files in a SQLite file.
final class SqliteFileHashes implements FileHashes {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteFileHashes.class);
  private static final TypeReference<Map<String, Hash>> TYPE = new TypeReference<>() {};

  private final Database database;

  SqliteFileHashes(Database database) {
    this.database = database;
  }

  @Override
  public Map<String, Hash> of(Path directory) {
    try {
      return database.read(
          connection -> {
            try (PreparedStatement select =
                connection.prepareStatement("SELECT content FROM hashes WHERE directory = ?")) {
              select.setString(1, directory.toString());
              ResultSet row = select.executeQuery();
              return row.next() ? Packed.unpack(row.getBytes(1), TYPE) : Map.of();
            }
          });
    } catch (GantryException failure) {
      LOG.warn("Digests of files cannot be read", failure);
      return Map.of();
    }
  }

  @Override
  public void keep(Path directory, Map<String, Hash> hashes) {
    try {
      database.write(
          connection -> {
            try (PreparedStatement replace =
                connection.prepareStatement("INSERT OR REPLACE INTO hashes VALUES (?, ?)")) {
              replace.setString(1, directory.toString());
              replace.setBytes(2, Packed.pack(hashes));
              return replace.executeUpdate();
            }
          });
    } catch (GantryException failure) {
      LOG.warn("Digests of files cannot be kept", failure);
    }
  }
}
