package dev.gantry.ui.theme;

/// The look that the user has chosen.
public enum Theme {
  LIGHT,
  DARK,
  /// As the desktop is set.
  SYSTEM
}
