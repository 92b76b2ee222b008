package dev.gantry.adapter.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.image.Layer;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The images of the engine in use. Works alike on both of Docker's image stores; sizes are what
/// the store counts: bytes of files with overlay2, disk blocks with containerd.
public final class DockerImageSource implements ImageSource {

  /// There is no such image, and there cannot be one of this name.
  private static final Set<Integer> NO_IMAGE = Set.of(404, 400);

  private final Engine engine;

  public DockerImageSource(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<Image> find(String reference) {
    Reachable reachable = engine.inUse();
    try (EngineConnection connection =
        EngineConnection.to(reachable.address(), reachable.apiVersion())) {
      return Optional.of(read(connection, reference));
    } catch (DockerException e) {
      if (NO_IMAGE.contains(e.getHttpStatus())) {
        return Optional.empty();
      }
      throw new GantryException(new Problem.Unexpected(Causes.text(e)), e);
    } catch (GantryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new GantryException(
          new Problem.EngineWentAway(reachable.address().host(), Causes.text(e)), e);
    }
  }

  private static Image read(EngineConnection connection, String reference) {
    JsonNode image = connection.document(path(reference, "json"));
    String id = image.path("Id").asText("");
    List<HistoryEntry> history = new ArrayList<>();
    connection.document(path(id, "history")).forEach(entry -> history.addFirst(entry(entry)));
    List<Digest> diffIds =
        ImageConfigurations.texts(image.path("RootFS").path("Layers")).stream()
            .map(Digest::new)
            .toList();
    List<Layer> layers = HistoryLayers.of(diffIds, history);
    return new Image(
        new Digest(id),
        ImageConfigurations.texts(image.path("RepoTags")),
        image.path("Os").asText("") + "/" + image.path("Architecture").asText(""),
        instant(image.path("Created").asText("")),
        layers.stream().mapToLong(Layer::sizeBytes).sum(),
        layers,
        ImageConfigurations.of(image.path("Config")));
  }

  /// People may ask for an image by any text.
  private static String path(String reference, String question) {
    try {
      return new URI(null, null, "/images/" + reference + "/" + question, null).toASCIIString();
    } catch (URISyntaxException impossible) {
      // what is not allowed in a path is quoted
      throw new IllegalArgumentException(reference, impossible);
    }
  }

  /// An imported image has no command, but a comment that tells where it is from.
  private static HistoryEntry entry(JsonNode entry) {
    String command = entry.path("CreatedBy").asText("");
    return new HistoryEntry(
        command.isEmpty() ? entry.path("Comment").asText("") : command,
        Math.max(0, entry.path("Size").asLong()),
        Instant.ofEpochSecond(Math.max(0, entry.path("Created").asLong())));
  }

  /// Reproducible builds leave the time out or set it to the year 1.
  private static Instant instant(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
    } catch (DateTimeException _) {
      return Instant.EPOCH;
    }
  }
}
