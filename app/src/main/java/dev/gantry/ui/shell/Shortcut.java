package dev.gantry.ui.shell;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/// A key, and what it does.
///
/// @param text the keys as they are written, with `Ctrl` for the shortcut key of the system
public record Shortcut(Command command, KeyCombination combination, String text) {

  /// What a key does, wherever the focus is.
  public enum Command {
    SHOW_BUILD,
    SHOW_MODES,
    SHOW_INFERENCE,
    BUILD,
    REBUILD,
    CANCEL,
    RELOAD,
    THEME
  }

  static Shortcut of(Command command, String text, KeyCode code, KeyCombination.Modifier... with) {
    return new Shortcut(command, new KeyCodeCombination(code, with), text);
  }
}
