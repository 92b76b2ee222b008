package dev.gantry.ui.inference;

import dev.gantry.text.Strings;
import dev.gantry.ui.control.Icons;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Where prompts are written. Enter sends, Shift+Enter begins a new line.
final class PromptBox extends VBox {
  private static final int ROWS = 3;

  private final TextArea text = new TextArea();

  PromptBox(InferenceViewModel viewModel, Strings strings) {
    super(8);
    getStyleClass().add("prompt-box");
    text.setId("prompt");
    text.setPromptText(strings.text("inference.prompt.hint"));
    text.setAccessibleText(strings.text("inference.prompt.label"));
    text.setPrefRowCount(ROWS);
    text.setMinHeight(USE_PREF_SIZE);
    text.setWrapText(true);
    text.textProperty().bindBidirectional(viewModel.promptProperty());
    text.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            if (event.isShiftDown()) {
              text.replaceSelection("\n");
            } else {
              viewModel.send();
            }
          } else if (event.getCode() == KeyCode.ESCAPE) {
            viewModel.cancel();
          }
        });

    Button send = new Button(strings.text("inference.command.send"), Icons.of(Feather.SEND));
    send.setId("send");
    send.getStyleClass().add("accent");
    send.setMinWidth(USE_PREF_SIZE);
    send.disableProperty().bind(viewModel.canSendProperty().not());
    send.setOnAction(_ -> viewModel.send());
    Button cancel = new Button(strings.text("inference.command.cancel"), Icons.of(Feather.SQUARE));
    cancel.setId("stop-answer");
    cancel.setMinWidth(USE_PREF_SIZE);
    cancel.disableProperty().bind(viewModel.answeringProperty().not());
    cancel.setOnAction(_ -> viewModel.cancel());
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    HBox row = new HBox(8, new ParameterRow(viewModel.parameters(), strings), spacer, cancel, send);
    row.getStyleClass().add("lamp-line");
    getChildren().addAll(text, row);
  }

  void focus() {
    text.requestFocus();
  }
}
