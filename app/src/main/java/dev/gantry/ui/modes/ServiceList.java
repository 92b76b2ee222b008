package dev.gantry.ui.modes;

import dev.gantry.domain.compose.RunningMode;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Icons;
import dev.gantry.ui.control.Lamp;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;

/// The services of a mode: image, state, and where they can be reached. A project has a handful of
/// them, so all rows exist.
final class ServiceList extends GridPane {
  private final Strings strings;

  ServiceList(ModesViewModel viewModel, Strings strings) {
    super(24, 6);
    this.strings = strings;
    getStyleClass().add("service-list");
    ColumnConstraints last = new ColumnConstraints();
    last.setHgrow(Priority.ALWAYS);
    ColumnConstraints fit = new ColumnConstraints();
    fit.setMinWidth(USE_PREF_SIZE);
    getColumnConstraints().addAll(fit, fit, new ColumnConstraints(), last);
    viewModel.servicesProperty().subscribe(this::show);
  }

  private void show(List<ServiceRow> rows) {
    getChildren().clear();
    addRow(
        0,
        caption(strings.text("modes.services.service")),
        caption(strings.text("modes.services.state")),
        caption(strings.text("modes.services.image")),
        caption(strings.text("modes.services.addresses")));
    for (ServiceRow row : rows) {
      Label name = new Label(row.service());
      name.getStyleClass().add("strong");
      Label image = new Label(row.image());
      image.getStyleClass().add("mono");
      addRow(getRowCount(), name, state(row), image, addresses(row));
    }
  }

  private static Label caption(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("caption");
    return label;
  }

  private Node state(ServiceRow row) {
    Lamp lamp = new Lamp();
    lamp.stateProperty().set(row.container().map(ContainerState::of).orElse(Lamp.State.OFF));
    Label words =
        new Label(row.container().map(this::words).orElse(strings.text("modes.services.none")));
    HBox box = new HBox(8, lamp, words);
    box.getStyleClass().add("lamp-line");
    return box;
  }

  private String words(RunningMode.Container container) {
    return container.health().isEmpty()
        ? container.state()
        : strings.text("modes.services.stateAndHealth", container.state(), container.health());
  }

  private Node addresses(ServiceRow row) {
    HBox box = new HBox(8);
    box.getStyleClass().add("lamp-line");
    for (String address : row.addresses()) {
      Label label = new Label(address);
      label.getStyleClass().add("mono");
      Button copy = new Button("", Icons.of(Feather.COPY));
      copy.getStyleClass().addAll("button-icon", "flat", "small");
      copy.setAccessibleText(strings.text("modes.services.copy", address));
      copy.setTooltip(new Tooltip(strings.text("modes.services.copy", address)));
      copy.setOnAction(_ -> copy(address));
      box.getChildren().addAll(label, copy);
    }
    return box;
  }

  private static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
