package dev.gantry.ui.shell;

/// The panes of the window, in the order of the navigation.
public enum Pane {
  BUILD,
  MODES,
  INFERENCE
}
