package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.build.StepState;
import dev.gantry.ui.control.TimeScale;
import dev.gantry.ui.control.TimelineLane;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;

/// What all rows of the step list share: the clock, the time scale, the critical path, and the
/// width of a row.
final class StepListModel {
  private final TargetViewModel target;
  private final ReadOnlyObjectWrapper<TimeScale> scale =
      new ReadOnlyObjectWrapper<>(this, "scale", TimeScale.growing(Duration.ZERO));
  private final DoubleProperty rowWidth = new SimpleDoubleProperty(this, "rowWidth");
  private final ReadOnlyObjectWrapper<Set<StepId>> critical =
      new ReadOnlyObjectWrapper<>(this, "critical", Set.of());

  StepListModel(TargetViewModel target) {
    this.target = target;
    target.phaseProperty().subscribe(this::showCriticalPath);
    target.nowProperty().subscribe(this::rescale);
    target.progressProperty().subscribe(this::rescale);
  }

  ReadOnlyObjectProperty<Instant> nowProperty() {
    return target.nowProperty();
  }

  ReadOnlyObjectProperty<TimeScale> scaleProperty() {
    return scale.getReadOnlyProperty();
  }

  /// The steps that set the length of the build; none while it runs.
  ReadOnlyObjectProperty<Set<StepId>> criticalProperty() {
    return critical.getReadOnlyProperty();
  }

  DoubleProperty rowWidthProperty() {
    return rowWidth;
  }

  private void rescale() {
    BuildProgress progress = target.progressProperty().get();
    Duration elapsed = progress.elapsed(target.nowProperty().get());
    scale.set(target.running() ? TimeScale.growing(elapsed) : new TimeScale(elapsed));
  }

  /// The critical path is marked when the build has ended: before, it is not decided yet.
  private void showCriticalPath() {
    BuildProgress progress = target.progressProperty().get();
    critical.set(
        target.running()
            ? Set.of()
            : Set.copyOf(progress.criticalPath(target.nowProperty().get()).steps()));
    rescale();
  }

  /// The bar of a step, if there is something to draw.
  Optional<TimelineLane.Bar> bar(Step step, Instant now) {
    Optional<Instant> origin = target.progressProperty().get().started();
    Optional<TimelineLane.Kind> kind = StepMark.kind(step.state());
    if (origin.isEmpty() || kind.isEmpty() || step.firstStarted().isEmpty()) {
      return Optional.empty();
    }
    Instant from = step.firstStarted().get();
    Instant to =
        switch (step.state()) {
          case StepState.Running _, StepState.Cancelled _ -> now;
          case StepState.Done(_, Instant completed, _) -> completed;
          case StepState.Failed(_, Instant completed, _) -> completed;
          case StepState.Waiting _, StepState.Cached _ -> from;
        };
    return Optional.of(
        new TimelineLane.Bar(
            Duration.between(origin.get(), from),
            Duration.between(origin.get(), to.isBefore(from) ? from : to),
            kind.get(),
            critical.get().contains(step.id())));
  }
}
