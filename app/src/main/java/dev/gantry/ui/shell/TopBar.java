package dev.gantry.ui.shell;

import dev.gantry.text.Strings;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.theme.Theme;
import dev.gantry.ui.theme.ThemeManager;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// The line at the top: the project, and the look of the window.
final class TopBar extends HBox {
  private final Strings strings;

  TopBar(ProjectViewModel project, ThemeManager themes, Strings strings) {
    this.strings = strings;
    getStyleClass().add("top-bar");
    Label product = new Label(strings.text("shell.window.product"), Icons.of(Feather.LAYERS));
    product.getStyleClass().add("product");
    product.setMinWidth(USE_PREF_SIZE);
    Label name = new Label(String.valueOf(project.directory().getFileName()));
    name.getStyleClass().add("strong");
    name.setMinWidth(USE_PREF_SIZE);
    Label path = new Label(project.directory().toString());
    path.getStyleClass().addAll("mono", "muted");
    path.setMinWidth(0);
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    getChildren()
        .addAll(product, new Label("/"), name, path, spacer, reload(project), look(themes));
  }

  private Button reload(ProjectViewModel project) {
    Button button = new Button("", Icons.of(Feather.REFRESH_CW));
    button.getStyleClass().addAll("button-icon", "flat");
    button.setAccessibleText(strings.text("shell.project.reload"));
    button.setTooltip(
        new Tooltip(
            strings.text(
                "shell.tooltip.withKey",
                strings.text("shell.project.reload"),
                Shortcuts.of(Shortcut.Command.RELOAD).text())));
    button.setOnAction(_ -> project.reload());
    return button;
  }

  private MenuButton look(ThemeManager themes) {
    MenuButton menu = new MenuButton("", Icons.of(Feather.SUN));
    menu.getStyleClass().addAll("button-icon", "flat", "no-arrow");
    menu.setId("theme-menu");
    menu.setAccessibleText(strings.text("shell.theme.label"));
    menu.setTooltip(new Tooltip(strings.text("shell.theme.label")));
    themes
        .darkProperty()
        .subscribe(dark -> menu.setGraphic(Icons.of(dark ? Feather.MOON : Feather.SUN)));
    ToggleGroup group = new ToggleGroup();
    for (Theme theme : Theme.values()) {
      RadioMenuItem item = new RadioMenuItem(name(theme));
      item.setToggleGroup(group);
      item.setOnAction(_ -> themes.themeProperty().set(theme));
      themes.themeProperty().subscribe(now -> item.setSelected(now == theme));
      menu.getItems().add(item);
    }
    return menu;
  }

  private String name(Theme theme) {
    return switch (theme) {
      case LIGHT -> strings.text("shell.theme.light");
      case DARK -> strings.text("shell.theme.dark");
      case SYSTEM -> strings.text("shell.theme.system");
    };
  }
}
