package dev.gantry.ui.modes;

import dev.gantry.ui.control.TimeScale;
import dev.gantry.ui.control.TimelineLane;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.ListChangeListener;

/// What all rows of the list of resources share: the clock, the time scale, the width of a row.
final class ResourceTimeline {
  private final ModesViewModel viewModel;
  private final ReadOnlyObjectWrapper<TimeScale> scale =
      new ReadOnlyObjectWrapper<>(this, "scale", TimeScale.growing(Duration.ZERO));
  private final DoubleProperty rowWidth = new SimpleDoubleProperty(this, "rowWidth");

  ResourceTimeline(ModesViewModel viewModel) {
    this.viewModel = viewModel;
    viewModel.nowProperty().subscribe(this::rescale);
    viewModel.busyProperty().subscribe(this::rescale);
    viewModel.resources().addListener((ListChangeListener<ResourceRow>) _ -> rescale());
  }

  ReadOnlyObjectProperty<Instant> nowProperty() {
    return viewModel.nowProperty();
  }

  ReadOnlyObjectProperty<TimeScale> scaleProperty() {
    return scale.getReadOnlyProperty();
  }

  DoubleProperty rowWidthProperty() {
    return rowWidth;
  }

  private void rescale() {
    Duration span =
        origin()
            .map(from -> Duration.between(from, end()))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    scale.set(
        viewModel.busyProperty().get() || span.isZero()
            ? TimeScale.growing(span)
            : new TimeScale(span));
  }

  private Optional<Instant> origin() {
    return viewModel.resources().stream().map(ResourceRow::first).min(Comparator.naturalOrder());
  }

  private Instant end() {
    List<Instant> changes = viewModel.resources().stream().map(ResourceRow::last).toList();
    return viewModel.busyProperty().get() || changes.isEmpty()
        ? viewModel.nowProperty().get()
        : changes.stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  /// How long a resource has been worked on.
  Duration elapsed(ResourceRow row, Instant now) {
    return Duration.between(row.first(), until(row, now));
  }

  private Instant until(ResourceRow row, Instant now) {
    boolean working =
        viewModel.busyProperty().get() && row.progress() == ResourceRow.Progress.WORKING;
    return working && now.isAfter(row.last()) ? now : row.last();
  }

  Optional<TimelineLane.Bar> bar(ResourceRow row, Instant now) {
    TimelineLane.Kind kind =
        switch (row.progress()) {
          case WORKING ->
              viewModel.busyProperty().get()
                  ? TimelineLane.Kind.RUNNING
                  : TimelineLane.Kind.CANCELLED;
          case DONE -> TimelineLane.Kind.DONE;
          case FAILED -> TimelineLane.Kind.FAILED;
        };
    return origin()
        .map(
            from ->
                new TimelineLane.Bar(
                    Duration.between(from, row.first()),
                    Duration.between(from, until(row, now)),
                    kind,
                    false));
  }
}
