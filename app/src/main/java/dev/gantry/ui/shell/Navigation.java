package dev.gantry.ui.shell;

import dev.gantry.text.Strings;
import dev.gantry.ui.control.Icons;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The panes at the left, with what each one is doing beneath its name.
final class Navigation extends VBox {
  private final Strings strings;
  private final ToggleGroup group = new ToggleGroup();
  private final Map<Pane, ToggleButton> buttons = new EnumMap<>(Pane.class);

  Navigation(ObjectProperty<Pane> selected, Strings strings) {
    this.strings = strings;
    getStyleClass().add("navigation");
    for (Pane pane : Pane.values()) {
      ToggleButton button = new ToggleButton(name(pane), Icons.of(icon(pane)));
      button.getStyleClass().add("nav-item");
      button.setId("nav-" + pane.name().toLowerCase(Locale.ROOT));
      button.setMaxWidth(Double.MAX_VALUE);
      button.setToggleGroup(group);
      button.setTooltip(new Tooltip(Shortcuts.of(pane).text()));
      button.setOnAction(
          _ -> {
            button.setSelected(true);
            selected.set(pane);
          });
      buttons.put(pane, button);
      getChildren().add(button);
    }
    selected.subscribe(pane -> group.selectToggle(buttons.get(pane)));
  }

  private String name(Pane pane) {
    return switch (pane) {
      case BUILD -> strings.text("shell.nav.build");
      case MODES -> strings.text("shell.nav.modes");
      case INFERENCE -> strings.text("shell.nav.inference");
    };
  }

  private static Feather icon(Pane pane) {
    return switch (pane) {
      case BUILD -> Feather.PACKAGE;
      case MODES -> Feather.SHUFFLE;
      case INFERENCE -> Feather.MESSAGE_SQUARE;
    };
  }
}
