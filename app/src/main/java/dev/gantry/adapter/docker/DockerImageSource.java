package dev.gantry.adapter.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ImageHistory;
import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.image.Layer;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The images of the engine in use. Works alike on both of Docker's image stores; sizes are what
/// the store counts: bytes of files with overlay2, disk blocks with containerd.
public final class DockerImageSource implements ImageSource {

  private final Engine engine;

  public DockerImageSource(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<Image> find(String reference) {
    Reachable reachable = engine.inUse();
    try (EngineConnection connection =
        EngineConnection.to(reachable.address(), reachable.apiVersion())) {
      return Optional.of(read(connection.client(), reference));
    } catch (NotFoundException | BadRequestException _) {
      // a name that no image can have is answered with 400
      return Optional.empty();
    } catch (DockerException e) {
      throw new GantryException(new Problem.Unexpected(Causes.text(e)), e);
    } catch (GantryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new GantryException(
          new Problem.EngineWentAway(reachable.address().host(), Causes.text(e)), e);
    }
  }

  private static Image read(DockerClient client, String reference) {
    InspectImageResponse image = client.inspectImageCmd(reference).exec();
    String id = orEmpty(image.getId());
    List<HistoryEntry> history =
        client.imageHistoryCmd(id).exec().reversed().stream()
            .map(DockerImageSource::entry)
            .toList();
    List<Layer> layers = HistoryLayers.of(diffIds(image), history);
    return new Image(
        new Digest(id),
        orEmpty(image.getRepoTags()),
        orEmpty(image.getOs()) + "/" + orEmpty(image.getArch()),
        instant(orEmpty(image.getCreated())),
        layers.stream().mapToLong(Layer::sizeBytes).sum(),
        layers,
        ImageConfigurations.of(image.getConfig()));
  }

  private static List<Digest> diffIds(InspectImageResponse image) {
    return image.getRootFS() == null
        ? List.of()
        : orEmpty(image.getRootFS().getLayers()).stream().map(Digest::new).toList();
  }

  /// An imported image has no command, but a comment that tells where it is from.
  private static HistoryEntry entry(ImageHistory entry) {
    String command = orEmpty(entry.getCreatedBy());
    Long size = entry.getSize();
    Long created = entry.getCreated();
    return new HistoryEntry(
        command.isEmpty() ? orEmpty(entry.getComment()) : command,
        size == null ? 0 : Math.max(0, size),
        created == null ? Instant.EPOCH : Instant.ofEpochSecond(Math.max(0, created)));
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

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static List<String> orEmpty(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts;
  }
}
