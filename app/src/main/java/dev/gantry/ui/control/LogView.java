package dev.gantry.ui.control;

import dev.gantry.domain.log.LogLine;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.ScrollEvent;

/// Lines of a log, of which only the visible ones exist as nodes. It stays at the end while
/// `followTail` is set; scrolling up by hand unsets it.
public final class LogView extends ListView<LogLine> {
  private static final double ROW_HEIGHT = 18;
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination ALL =
      new KeyCodeCombination(KeyCode.A, KeyCombination.SHORTCUT_DOWN);

  /// Control sequences of terminals (ECMA-48, section 5.4) and the other escapes of two characters.
  private static final Pattern ESCAPES =
      Pattern.compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007]*\u0007|[@-_])");

  private final BooleanProperty followTail = new SimpleBooleanProperty(this, "followTail", true);

  public LogView(ObservableList<LogLine> lines) {
    super(lines);
    getStyleClass().add("log-view");
    setFixedCellSize(ROW_HEIGHT);
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    setCellFactory(_ -> new Cell());
    lines.addListener((ListChangeListener<LogLine>) _ -> follow());
    followTail.subscribe(this::follow);
    addEventFilter(
        ScrollEvent.SCROLL,
        event -> {
          if (event.getDeltaY() > 0) {
            followTail.set(false);
          }
        });
    setOnKeyPressed(
        event -> {
          if (COPY.match(event)) {
            copySelection();
          } else if (ALL.match(event)) {
            getSelectionModel().selectAll();
          } else if (event.getCode() == KeyCode.END) {
            followTail.set(true);
          } else if (event.getCode() == KeyCode.UP
              || event.getCode() == KeyCode.PAGE_UP
              || event.getCode() == KeyCode.HOME) {
            followTail.set(false);
          }
        });
  }

  /// Whether the newest line is kept in view.
  public BooleanProperty followTailProperty() {
    return followTail;
  }

  private void follow() {
    if (followTail.get() && !getItems().isEmpty()) {
      scrollTo(getItems().size() - 1);
    }
  }

  /// Puts the chosen lines on the clipboard, or all when none is chosen.
  public void copySelection() {
    var chosen = getSelectionModel().getSelectedItems();
    ClipboardContent content = new ClipboardContent();
    content.putString(
        (chosen.isEmpty() ? getItems() : chosen)
            .stream().map(line -> plain(line.text())).collect(Collectors.joining("\n")));
    Clipboard.getSystemClipboard().setContent(content);
  }

  static String plain(String text) {
    return ESCAPES.matcher(text).replaceAll("").replace("\t", "    ");
  }

  private static final class Cell extends ListCell<LogLine> {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error-stream");

    Cell() {
      getStyleClass().add("log-line");
    }

    @Override
    protected void updateItem(LogLine line, boolean empty) {
      super.updateItem(line, empty);
      setText(empty || line == null ? "" : plain(line.text()));
      pseudoClassStateChanged(ERROR, !empty && line != null && line.errorStream());
    }
  }
}
