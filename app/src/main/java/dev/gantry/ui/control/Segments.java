package dev.gantry.ui.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// A choice of one among a few things that stand side by side.
public final class Segments<T> extends HBox {
  private final ToggleGroup group = new ToggleGroup();
  private final Function<T, String> text;
  private final ObjectProperty<@Nullable T> value = new SimpleObjectProperty<>(this, "value");
  private List<T> items = List.of();

  public Segments(Function<T, String> text) {
    this.text = text;
    getStyleClass().add("segments");
    value.subscribe(this::showValue);
    group
        .selectedToggleProperty()
        .subscribe(
            toggle -> {
              if (toggle != null) {
                value.set(items.get(group.getToggles().indexOf(toggle)));
              }
            });
  }

  /// Shows these things to choose from. The value stays, whether or not it is among them.
  public void setItems(List<T> next) {
    items = List.copyOf(next);
    List<ToggleButton> buttons = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      ToggleButton button = new ToggleButton(text.apply(items.get(i)));
      button.getStyleClass().add(Pills.styleClass(i, items.size()));
      button.setMinWidth(USE_PREF_SIZE);
      // a segment cannot be switched off, only another one on
      button.setOnAction(_ -> showValue());
      buttons.add(button);
    }
    group.getToggles().setAll(buttons);
    getChildren().setAll(buttons);
    showValue();
  }

  private void showValue() {
    T shown = value.get();
    int index = shown == null ? -1 : items.indexOf(shown);
    group.selectToggle(index < 0 ? null : group.getToggles().get(index));
  }

  public ObjectProperty<@Nullable T> valueProperty() {
    return value;
  }
}
