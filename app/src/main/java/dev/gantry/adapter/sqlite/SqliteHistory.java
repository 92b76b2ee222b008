package dev.gantry.adapter.sqlite;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gantry.domain.history.BuildRecord;
import dev.gantry.domain.history.History;
import dev.gantry.domain.history.StepRecord;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.problem.GantryException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds in a SQLite file, the newest of each target.
final class SqliteHistory implements History {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteHistory.class);

  /// How many builds of a target are kept; as many again of those in which something ran, since
  /// only they tell what steps cost.
  static final int BUILDS_OF_TARGET = 60;

  /// How many builds that tell of steps are read at once, of all targets of an engine.
  static final int BUILDS_OF_ENGINE = 240;

  /// How many of them are read besides those of one target, while a build waits for them.
  static final int BUILDS_BESIDES = 60;

  static final String OF_TARGET =
      "SELECT id FROM build WHERE engine = ? AND context = ? AND target = ?";

  static final String WITH_STEPS =
      """
      SELECT id FROM build WHERE engine = ? AND result <> 'UNCHANGED'
        ORDER BY begun_millis DESC, id DESC LIMIT ?
      """;

  private static final TypeReference<TreeMap<String, String>> FILES = new TypeReference<>() {};

  private final Database database;

  SqliteHistory(Database database) {
    this.database = database;
  }

  @Override
  public void prepare() {
    Thread.ofVirtual()
        .name("opening of the history")
        .start(
            () -> {
              try {
                database.read(_ -> true);
              } catch (GantryException failure) {
                LOG.debug("The history cannot be opened", failure);
              }
            });
  }

  @Override
  public void add(BuildRecord build, Map<String, FileManifest> files) {
    database.write(
        connection -> {
          long id = insert(connection, build);
          for (int i = 0; i < build.steps().size(); i++) {
            insert(connection, id, i, build.steps().get(i));
          }
          for (Map.Entry<String, FileManifest> entry : files.entrySet()) {
            insert(connection, id, entry.getKey(), entry.getValue());
          }
          forget(connection, build);
          return id;
        });
  }

  @Override
  public List<BuildRecord> builds(String engine) {
    return builds(WITH_STEPS, engine, BUILDS_OF_ENGINE);
  }

  @Override
  public List<BuildRecord> builds(String engine, String context, String target) {
    return builds(
        "SELECT id FROM (" + WITH_STEPS + ") UNION ALL " + OF_TARGET,
        engine,
        BUILDS_BESIDES,
        engine,
        context,
        target);
  }

  /// @param ids a query for their numbers
  private List<BuildRecord> builds(String ids, Object... parameters) {
    return database.read(
        connection -> {
          List<BuildRecord> builds = new ArrayList<>();
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT * FROM build WHERE id IN ("
                          + ids
                          + ") ORDER BY begun_millis DESC, id DESC");
              PreparedStatement steps =
                  connection.prepareStatement(
                      "SELECT * FROM step WHERE build = ? ORDER BY position")) {
            for (int i = 0; i < parameters.length; i++) {
              select.setObject(i + 1, parameters[i]);
            }
            ResultSet row = select.executeQuery();
            while (row.next()) {
              steps.setLong(1, row.getLong("id"));
              builds.add(build(row, steps(steps.executeQuery())));
            }
          }
          return builds;
        });
  }

  @Override
  public Optional<FileManifest> files(String digest) {
    return database.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("SELECT content FROM files WHERE digest = ?")) {
            select.setString(1, digest);
            ResultSet row = select.executeQuery();
            return row.next()
                ? Optional.of(new FileManifest(Packed.unpack(row.getBytes(1), FILES)))
                : Optional.empty();
          }
        });
  }

  private static long insert(Connection connection, BuildRecord build) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO build (context, target, definition, engine, begun_millis, took_millis,"
                + " result, image) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")) {
      insert.setString(1, build.context());
      insert.setString(2, build.target());
      insert.setString(3, build.definition());
      insert.setString(4, build.engine());
      insert.setLong(5, build.begun().toEpochMilli());
      insert.setLong(6, build.took().toMillis());
      insert.setString(7, build.result().name());
      insert.setString(8, build.image().map(Digest::value).orElse(null));
      return insert.executeQuery().getLong(1);
    }
  }

  private static void insert(Connection connection, long build, int position, StepRecord step)
      throws SQLException, IOException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, build);
      insert.setInt(2, position);
      insert.setString(3, StepJson.write(step.step()));
      insert.setString(4, step.key());
      insert.setString(5, step.identity());
      insert.setString(6, step.outline());
      insert.setString(7, step.trigger());
      insert.setString(8, step.result().name());
      insert.setLong(9, step.cost().toMillis());
      insert.setLong(10, step.movedBytes());
      insert.executeUpdate();
    }
  }

  private static void insert(Connection connection, long build, String digest, FileManifest files)
      throws SQLException, IOException {
    try (PreparedStatement content =
            connection.prepareStatement("INSERT OR IGNORE INTO files VALUES (?, ?)");
        PreparedStatement link =
            connection.prepareStatement("INSERT INTO build_files VALUES (?, ?)")) {
      content.setString(1, digest);
      content.setBytes(2, Packed.pack(files.digests()));
      content.executeUpdate();
      link.setLong(1, build);
      link.setString(2, digest);
      link.executeUpdate();
    }
  }

  private static void forget(Connection connection, BuildRecord build) throws SQLException {
    try (PreparedStatement builds =
        connection.prepareStatement(
            """
                WITH its AS (SELECT id, result FROM build WHERE engine = ? AND context = ? AND target = ?
                             ORDER BY begun_millis DESC, id DESC)
                DELETE FROM build WHERE id IN (SELECT id FROM its)
                  AND id NOT IN (SELECT id FROM its LIMIT ?)
                  AND id NOT IN (SELECT id FROM its WHERE result <> 'UNCHANGED' LIMIT ?)
                """)) {
      builds.setString(1, build.engine());
      builds.setString(2, build.context());
      builds.setString(3, build.target());
      builds.setInt(4, BUILDS_OF_TARGET);
      builds.setInt(5, BUILDS_OF_TARGET);
      builds.executeUpdate();
    }
  }

  private static BuildRecord build(ResultSet row, List<StepRecord> steps) throws SQLException {
    return new BuildRecord(
        row.getString("context"),
        row.getString("target"),
        row.getString("definition"),
        row.getString("engine"),
        Instant.ofEpochMilli(row.getLong("begun_millis")),
        Duration.ofMillis(row.getLong("took_millis")),
        BuildRecord.Result.valueOf(row.getString("result")),
        Optional.ofNullable(row.getString("image")).map(Digest::new),
        steps);
  }

  private static List<StepRecord> steps(ResultSet row) throws SQLException, IOException {
    List<StepRecord> steps = new ArrayList<>();
    while (row.next()) {
      steps.add(
          new StepRecord(
              StepJson.read(row.getString("plan")),
              row.getString("key"),
              row.getString("identity"),
              row.getString("outline"),
              row.getString("setoff"),
              StepRecord.Result.valueOf(row.getString("result")),
              Duration.ofMillis(row.getLong("took_millis")),
              row.getLong("moved_bytes")));
    }
    return steps;
  }
}
