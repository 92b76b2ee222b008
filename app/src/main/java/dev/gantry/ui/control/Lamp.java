package dev.gantry.ui.control;

import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A small light that shows how something is. The states differ in shape too: a ring, a half, a
/// disc, a triangle. Words always stand beside it.
public final class Lamp extends Region {
  private final ObjectProperty<State> state = new SimpleObjectProperty<>(this, "state", State.OFF);

  public Lamp() {
    getStyleClass().add("lamp");
    setAccessibleRole(AccessibleRole.NODE);
    state.subscribe(
        now -> {
          for (State each : State.values()) {
            pseudoClassStateChanged(pseudoClass(each), each == now);
          }
        });
  }

  private static PseudoClass pseudoClass(State state) {
    return PseudoClass.getPseudoClass(state.name().toLowerCase(Locale.ROOT));
  }

  public ObjectProperty<State> stateProperty() {
    return state;
  }

  /// How the thing is.
  public enum State {
    /// Not there, or not known.
    OFF,
    /// On its way.
    STARTING,
    /// As it should be.
    GOOD,
    /// Needs help.
    BAD
  }
}
