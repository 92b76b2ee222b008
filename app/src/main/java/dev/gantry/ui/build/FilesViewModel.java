package dev.gantry.ui.build;

import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageContents;
import dev.gantry.domain.image.ImageFiles;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Latest;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What the image stores for nothing, and its largest files; read when somebody asks, since the
/// engine has to send the whole image for it.
public final class FilesViewModel implements AutoCloseable {
  /// How many of the largest files are kept.
  static final int LARGEST = 20;

  /// Told to the screen only when so much more has been read.
  private static final long PORTION_BYTES = 4_000_000;

  private final ImageFiles files;
  private final FxTasks tasks;
  private final Latest reads;
  private final ReadOnlyObjectWrapper<FilesState> state =
      new ReadOnlyObjectWrapper<>(this, "state", new FilesState.Unknown());

  FilesViewModel(ImageFiles files, FxTasks tasks) {
    this.files = files;
    this.tasks = tasks;
    this.reads = new Latest(tasks);
  }

  public ReadOnlyObjectProperty<FilesState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Forgets what was read: the image is another one now.
  void reset() {
    reads.cancel();
    state.set(new FilesState.Unknown());
  }

  /// Reads the files of the image.
  void read(Image image) {
    FilesState.Reading begun = new FilesState.Reading(0);
    state.set(begun);
    AtomicLong told = new AtomicLong();
    reads.run(
        () -> ready(files.read(image, bytes -> progress(told, bytes))),
        state::set,
        problem -> state.set(new FilesState.Failed(problem)));
  }

  private void progress(AtomicLong told, long bytes) {
    long before = told.get();
    if (bytes - before >= PORTION_BYTES && told.compareAndSet(before, bytes)) {
      tasks.later(
          () -> {
            if (state.get() instanceof FilesState.Reading) {
              state.set(new FilesState.Reading(bytes));
            }
          });
    }
  }

  private static FilesState ready(ImageContents contents) {
    return new FilesState.Ready(contents.waste(), contents.files().largest(LARGEST));
  }

  @Override
  public void close() {
    reads.cancel();
  }
}
