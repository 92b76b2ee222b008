package dev.gantry.adapter.sqlite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.history.Recording;
import dev.gantry.domain.history.Recordings;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Recordings in a SQLite file: what stands in lists as JSON, the rest compressed. The newest ones
/// of each engine are kept.
final class SqliteRecordings implements Recordings {

  /// How many recordings of an engine are kept.
  static final int RECORDINGS = 50;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Database database;

  SqliteRecordings(Database database) {
    this.database = database;
  }

  @Override
  public void add(String engine, Recording recording) {
    database.write(
        connection -> {
          try (PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT OR REPLACE INTO recording VALUES (?, ?, ?, ?, ?)");
              PreparedStatement forget =
                  connection.prepareStatement(
                      """
                      DELETE FROM recording WHERE engine = ? AND ref NOT IN
                        (SELECT ref FROM recording WHERE engine = ?
                         ORDER BY begun_millis DESC LIMIT ?)
                      """)) {
            insert.setString(1, engine);
            insert.setString(2, recording.build().ref());
            insert.setLong(3, recording.build().started().toEpochMilli());
            insert.setString(4, JSON.writeValueAsString(RecordingJson.build(recording.build())));
            insert.setBytes(5, Packed.pack(content(recording)));
            insert.executeUpdate();
            forget.setString(1, engine);
            forget.setString(2, engine);
            forget.setInt(3, RECORDINGS);
            return forget.executeUpdate();
          }
        });
  }

  @Override
  public List<ArchivedBuild> builds(String engine) {
    return database.read(
        connection -> {
          List<ArchivedBuild> builds = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT build FROM recording WHERE engine = ? ORDER BY begun_millis DESC")) {
            select.setString(1, engine);
            ResultSet row = select.executeQuery();
            while (row.next()) {
              builds.add(RecordingJson.build(JSON.readTree(row.getString(1))));
            }
          }
          return builds;
        });
  }

  @Override
  public Optional<Recording> find(String engine, String ref) {
    return database.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT build, content FROM recording WHERE engine = ? AND ref = ?")) {
            select.setString(1, engine);
            select.setString(2, ref);
            ResultSet row = select.executeQuery();
            if (!row.next()) {
              return Optional.empty();
            }
            JsonNode content = Packed.unpack(row.getBytes(2));
            return Optional.of(
                new Recording(
                    RecordingJson.build(JSON.readTree(row.getString(1))),
                    RecordingJson.all(content.path("origins"), RecordingJson::origin),
                    RecordingJson.all(content.path("events"), EventJson::event)));
          }
        });
  }

  private static ObjectNode content(Recording recording) {
    ObjectNode node = JSON.createObjectNode();
    recording
        .origins()
        .forEach(origin -> node.withArray("origins").add(RecordingJson.origin(origin)));
    recording.events().forEach(event -> node.withArray("events").add(EventJson.event(event)));
    return node;
  }
}
