package dev.gantry.ui.control;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Skin;

/// The pauses between the tokens of an answer, as a row of thin bars: even ones are a steady
/// stream, a tall one is a hitch. The newest tokens are at the right.
public final class GapStrip extends ChartControl {
  private final ObjectProperty<List<Double>> gaps =
      new SimpleObjectProperty<>(this, "gaps", List.of());

  public GapStrip() {
    super("gap-strip");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setFocusTraversable(false);
  }

  /// Milliseconds before each token but the first.
  public ObjectProperty<List<Double>> gapsProperty() {
    return gaps;
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new GapStripSkin(this);
  }
}
