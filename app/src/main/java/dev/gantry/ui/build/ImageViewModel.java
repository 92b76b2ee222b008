package dev.gantry.ui.build;

import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LayerOrigins;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Latest;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The image of a target, with its layers and where they come from.
public final class ImageViewModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ImageViewModel.class);

  private final ImageSource images;
  private final LayerOrigins origins;
  private final Latest loads;
  private final ReadOnlyObjectWrapper<ImageState> state =
      new ReadOnlyObjectWrapper<>(this, "state", new ImageState.Unknown());

  ImageViewModel(BuildPorts ports, FxTasks tasks) {
    this.images = ports.images();
    this.origins = ports.origins();
    this.loads = new Latest(tasks);
  }

  public ReadOnlyObjectProperty<ImageState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Shows the image of this name, with what the engine remembers of its build.
  void load(String reference) {
    load(reference, List.of());
  }

  /// Shows the image of this name or id, with the origins that its build told; where it told none,
  /// with those that the engine remembers.
  void load(String reference, List<LayerOrigin> told) {
    if (!(state.get() instanceof ImageState.Present)) {
      state.set(new ImageState.Loading());
    }
    loads.run(
        () -> find(reference, told),
        state::set,
        problem -> state.set(new ImageState.Failed(problem)));
  }

  private ImageState find(String reference, List<LayerOrigin> told) {
    Optional<Image> found = images.find(reference);
    return found
        .<ImageState>map(image -> new ImageState.Present(withOrigins(image, told)))
        .orElseGet(ImageState.Absent::new);
  }

  private Image withOrigins(Image image, List<LayerOrigin> told) {
    if (!told.isEmpty()) {
      return image.withOrigins(told);
    }
    try {
      return image.withOrigins(origins.of(image));
    } catch (GantryException e) {
      // the layers are worth showing without them
      LOG.info("no origins for {}: {}", image.id(), e.problem());
      return image;
    }
  }

  @Override
  public void close() {
    loads.cancel();
  }
}
