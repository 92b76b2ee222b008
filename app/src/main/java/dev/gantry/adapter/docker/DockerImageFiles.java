package dev.gantry.adapter.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.gantry.adapter.docker.layers.ImageArchives;
import dev.gantry.adapter.docker.layers.LayerCache;
import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageContents;
import dev.gantry.domain.image.ImageFiles;
import dev.gantry.domain.image.Layer;
import dev.gantry.domain.image.LayerTree;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// Reads the files of the engine's images from the archives that `docker save` makes. The archive
/// is read as it comes: nothing of it is kept but listings of its layers.
public final class DockerImageFiles implements ImageFiles {
  private final Engine engine;
  private final LayerCache cache;

  public DockerImageFiles(Engine engine, LayerCache cache) {
    this.engine = engine;
    this.cache = cache;
  }

  @Override
  public ImageContents read(Image image, LongConsumer progress) throws InterruptedException {
    Set<Digest> missing =
        image.layers().stream()
            .map(Layer::diffId)
            .filter(diffId -> !cache.has(diffId))
            .collect(Collectors.toSet());
    if (!missing.isEmpty()) {
      fetch(image, missing, progress);
    }
    List<LayerTree> trees = new ArrayList<>();
    for (Layer layer : image.layers()) {
      trees.add(tree(image, layer, progress));
    }
    cache.prune();
    return new ImageContents(image, trees);
  }

  /// A listing that turns out to be damaged is made once more.
  private LayerTree tree(Image image, Layer layer, LongConsumer progress)
      throws InterruptedException {
    var found = cache.find(layer.diffId(), layer.index());
    if (found.isEmpty()) {
      fetch(image, Set.of(layer.diffId()), progress);
      found = cache.find(layer.diffId(), layer.index());
    }
    return found.orElseThrow(
        () -> unreadable(image, "the listing of layer %s is gone".formatted(layer.diffId())));
  }

  /// The connection is this reading's own. To close it is the way to give up: closing the stream
  /// would read the rest of the archive first.
  private void fetch(Image image, Set<Digest> wanted, LongConsumer progress)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Reachable reachable = engine.inUse();
    try (EngineConnection connection =
        EngineConnection.to(reachable.address(), reachable.apiVersion())) {
      FutureTask<Set<Digest>> reading =
          new FutureTask<>(() -> keep(connection, image, wanted, progress));
      Thread.ofVirtual().name("image-files").start(reading);
      Set<Digest> absent = reading.get();
      if (!absent.isEmpty()) {
        throw unreadable(image, "the archive lacks " + absent);
      }
    } catch (ExecutionException e) {
      throw failure(image, Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private Set<Digest> keep(
      EngineConnection connection, Image image, Set<Digest> wanted, LongConsumer progress)
      throws IOException {
    String id = image.id().value();
    // asked first: Docker 20.10 answers with an error of its own when it has no such image to send
    connection.client().inspectImageCmd(id).exec();
    InputStream archive = connection.client().saveImageCmd(id).exec();
    return ImageArchives.keep(new CountingStream(archive, progress), wanted, cache);
  }

  private static GantryException failure(Image image, Throwable cause) {
    return switch (cause) {
      case GantryException known -> known;
      case NotFoundException _ ->
          new GantryException(new Problem.ImageMissing(image.id().value()), cause);
      case DockerException _, IOException _ -> unreadable(image, cause);
      // the HTTP client throws these for a connection that breaks
      case RuntimeException broken when broken.getCause() instanceof IOException ->
          unreadable(image, cause);
      default -> throw new IllegalStateException("reading an image failed", cause);
    };
  }

  private static GantryException unreadable(Image image, Throwable cause) {
    return new GantryException(
        new Problem.ImageUnreadable(image.id().value(), Causes.text(cause)), cause);
  }

  private static GantryException unreadable(Image image, String cause) {
    return new GantryException(new Problem.ImageUnreadable(image.id().value(), cause));
  }
}
