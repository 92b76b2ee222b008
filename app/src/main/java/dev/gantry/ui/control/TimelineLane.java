package dev.gantry.ui.control;

import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Skin;

/// One row of a timeline: a bar for a step on the scale that all rows share. Lanes stand in the
/// cells of the step list, so that bar and name are always aligned.
public final class TimelineLane extends ChartControl {
  private final ObjectProperty<TimeScale> scale =
      new SimpleObjectProperty<>(this, "scale", TimeScale.growing(Duration.ZERO));
  private final ObjectProperty<Optional<Bar>> bar =
      new SimpleObjectProperty<>(this, "bar", Optional.empty());

  public TimelineLane() {
    super("timeline-lane");
    setAccessibleRole(AccessibleRole.PARENT);
    setFocusTraversable(false);
    setMinWidth(0);
  }

  public ObjectProperty<TimeScale> scaleProperty() {
    return scale;
  }

  public ObjectProperty<Optional<Bar>> barProperty() {
    return bar;
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new TimelineLaneSkin(this);
  }

  /// What the lane shows.
  ///
  /// @param from begin, measured from the start of the build
  /// @param to end, or now for work under way
  /// @param critical whether the step is on the chain that sets the length of the build
  public record Bar(Duration from, Duration to, Kind kind, boolean critical) {}

  /// How the bar looks: each kind differs in shape or pattern, not only in colour.
  public enum Kind {
    RUNNING,
    DONE,
    CACHED,
    FAILED,
    CANCELLED
  }
}
