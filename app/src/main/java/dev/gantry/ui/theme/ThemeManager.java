package dev.gantry.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.util.Subscription;

/// Dresses a scene in the chosen theme, and follows the desktop where the user chose so.
public final class ThemeManager implements AutoCloseable {
  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

  private final Scene scene;
  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(this, "theme");
  private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper(this, "dark");
  private final Subscription subscription;

  public ThemeManager(Scene scene, Theme initial) {
    this.scene = scene;
    theme.set(initial);
    Fonts.load();
    String styles =
        Objects.requireNonNull(ThemeManager.class.getResource("gantry.css")).toExternalForm();
    scene.getStylesheets().add(styles);
    subscription =
        theme
            .subscribe(this::apply)
            .and(Platform.getPreferences().colorSchemeProperty().subscribe(this::apply));
    apply();
  }

  public ObjectProperty<Theme> themeProperty() {
    return theme;
  }

  /// Whether the scene is dark now.
  public ReadOnlyBooleanProperty darkProperty() {
    return dark.getReadOnlyProperty();
  }

  private void apply() {
    boolean now =
        switch (theme.get()) {
          case LIGHT -> false;
          case DARK -> true;
          case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    dark.set(now);
    scene.setUserAgentStylesheet(
        now
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    scene.getRoot().pseudoClassStateChanged(DARK, now);
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }
}
