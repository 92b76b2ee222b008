package dev.gantry.ui.control;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line that says how something stands: an icon, a title, and details after it.
public final class StateLine extends HBox {
  private final FontIcon icon = Icons.of(Feather.CIRCLE, "state-icon");
  private final Label title = new Label();
  private final Label detail = new Label();

  public StateLine() {
    super(10);
    getStyleClass().add("state-line");
    title.getStyleClass().add("state-title");
    title.setMinWidth(USE_PREF_SIZE);
    detail.getStyleClass().add("muted");
    detail.setMinWidth(0);
    getChildren().addAll(icon, title, detail);
  }

  /// How the thing stands; a pseudo-class of the same name shows it.
  public enum Kind {
    IDLE,
    RUNNING,
    DONE,
    FAILED
  }

  public void show(Kind kind, Ikon glyph, String text, String details) {
    icon.setIconCode(glyph);
    title.setText(text);
    detail.setText(details);
    for (Kind each : Kind.values()) {
      pseudoClassStateChanged(
          PseudoClass.getPseudoClass(each.name().toLowerCase(Locale.ROOT)), each == kind);
    }
  }
}
