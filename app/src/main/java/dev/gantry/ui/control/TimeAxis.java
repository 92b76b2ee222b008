package dev.gantry.ui.control;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Skin;

/// The labelled time axis above the lanes of a timeline.
public final class TimeAxis extends ChartControl {
  private final ObjectProperty<TimeScale> scale =
      new SimpleObjectProperty<>(this, "scale", TimeScale.growing(java.time.Duration.ZERO));

  public TimeAxis() {
    super("time-axis");
    setAccessibleRole(AccessibleRole.PARENT);
    setFocusTraversable(false);
  }

  public ObjectProperty<TimeScale> scaleProperty() {
    return scale;
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new TimeAxisSkin(this);
  }
}
