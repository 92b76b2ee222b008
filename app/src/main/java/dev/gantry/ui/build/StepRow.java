package dev.gantry.ui.build;

import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A row of the step list. The row stays while its step goes on, so the list keeps its selection
/// and scroll position.
public final class StepRow {
  private final ReadOnlyObjectWrapper<Step> step;

  StepRow(Step step) {
    this.step = new ReadOnlyObjectWrapper<>(this, "step", step);
  }

  public ReadOnlyObjectProperty<Step> stepProperty() {
    return step.getReadOnlyProperty();
  }

  public Step step() {
    return step.get();
  }

  public StepId id() {
    return step.get().id();
  }

  void update(Step now) {
    step.set(now);
  }
}
