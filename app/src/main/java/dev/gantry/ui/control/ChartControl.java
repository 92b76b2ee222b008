package dev.gantry.ui.control;

import java.util.List;
import java.util.function.Function;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.control.Control;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/// A control that is drawn on a canvas. Its inks and fonts come from the style sheet, so a change
/// of theme draws it again.
///
/// `-gantry-family` and `-gantry-mono-family` are names of fonts, `-gantry-text-size` is in pixels,
/// and the other properties are colours.
public abstract class ChartControl extends Control {
  private static final StyleablePropertyFactory<ChartControl> FACTORY =
      new StyleablePropertyFactory<>(Control.getClassCssMetaData());

  private final StyleableProperty<Color> ink = color("ink", "-gantry-ink", c -> c.ink);
  private final StyleableProperty<Color> muted = color("muted", "-gantry-muted", c -> c.muted);
  private final StyleableProperty<Color> grid = color("grid", "-gantry-grid", c -> c.grid);
  private final StyleableProperty<Color> track = color("track", "-gantry-track", c -> c.track);
  private final StyleableProperty<Color> done = color("done", "-gantry-done", c -> c.done);
  private final StyleableProperty<Color> running =
      color("running", "-gantry-running", c -> c.running);
  private final StyleableProperty<Color> cached = color("cached", "-gantry-cached", c -> c.cached);
  private final StyleableProperty<Color> failed = color("failed", "-gantry-failed", c -> c.failed);
  private final StyleableProperty<Color> size = color("size", "-gantry-size", c -> c.size);
  private final StyleableProperty<Color> hover = color("hover", "-gantry-hover", c -> c.hover);
  private final StyleableProperty<Color> selection =
      color("selection", "-gantry-selection", c -> c.selection);
  private final StyleableProperty<Color> focus = color("focus", "-gantry-focus", c -> c.focus);
  private final StyleableProperty<String> family =
      FACTORY.createStyleableStringProperty(this, "family", "-gantry-family", c -> c.family);
  private final StyleableProperty<String> monoFamily =
      FACTORY.createStyleableStringProperty(
          this, "monoFamily", "-gantry-mono-family", c -> c.monoFamily);
  private final StyleableProperty<Number> textSize =
      FACTORY.createStyleableNumberProperty(
          this, "textSize", "-gantry-text-size", c -> c.textSize, 12);

  /// For the controls of this package.
  ChartControl(String styleClass) {
    getStyleClass().add(styleClass);
  }

  private StyleableProperty<Color> color(
      String name, String css, Function<ChartControl, StyleableProperty<Color>> of) {
    return FACTORY.createStyleableColorProperty(this, name, css, of, Color.GRAY);
  }

  Color ink() {
    return ink.getValue();
  }

  Color muted() {
    return muted.getValue();
  }

  Color grid() {
    return grid.getValue();
  }

  Color track() {
    return track.getValue();
  }

  Color done() {
    return done.getValue();
  }

  Color running() {
    return running.getValue();
  }

  Color cached() {
    return cached.getValue();
  }

  Color failed() {
    return failed.getValue();
  }

  Color size() {
    return size.getValue();
  }

  Color hoverFill() {
    return hover.getValue();
  }

  Color selection() {
    return selection.getValue();
  }

  Color focusRing() {
    return focus.getValue();
  }

  Font font() {
    return Font.font(family.getValue(), textSize.getValue().doubleValue());
  }

  Font mono() {
    return Font.font(monoFamily.getValue(), textSize.getValue().doubleValue());
  }

  /// Everything from the style sheet that the painting depends on.
  final List<StyleableProperty<?>> styles() {
    return List.of(
        ink,
        muted,
        grid,
        done,
        running,
        cached,
        failed,
        size,
        hover,
        selection,
        focus,
        family,
        monoFamily,
        textSize);
  }

  @Override
  protected List<CssMetaData<? extends Styleable, ?>> getControlCssMetaData() {
    return FACTORY.getCssMetaData();
  }
}
