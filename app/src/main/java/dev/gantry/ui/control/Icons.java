package dev.gantry.ui.control;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Makes icons. They are ornaments: whatever an icon says stands beside it in words too, or is the
/// accessible text of its button.
public final class Icons {
  private Icons() {}

  public static FontIcon of(Feather feather, String... styleClasses) {
    FontIcon icon = new FontIcon(feather);
    icon.getStyleClass().addAll(styleClasses);
    return icon;
  }
}
