package dev.gantry.ui.shell;

import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import dev.gantry.ui.shell.Shortcut.Command;
import java.util.List;
import javafx.scene.input.KeyCode;

/// All keys that work anywhere in the window. `docs/keyboard.md` lists the same, and a test
/// compares both.
public final class Shortcuts {
  private static final List<Shortcut> ALL =
      List.of(
          Shortcut.of(Command.SHOW_BUILD, "Ctrl+1", KeyCode.DIGIT1, SHORTCUT_DOWN),
          Shortcut.of(Command.SHOW_MODES, "Ctrl+2", KeyCode.DIGIT2, SHORTCUT_DOWN),
          Shortcut.of(Command.SHOW_INFERENCE, "Ctrl+3", KeyCode.DIGIT3, SHORTCUT_DOWN),
          Shortcut.of(Command.BUILD, "Ctrl+B", KeyCode.B, SHORTCUT_DOWN),
          Shortcut.of(Command.REBUILD, "Ctrl+Shift+B", KeyCode.B, SHORTCUT_DOWN, SHIFT_DOWN),
          Shortcut.of(Command.CANCEL, "Ctrl+.", KeyCode.PERIOD, SHORTCUT_DOWN),
          Shortcut.of(Command.RELOAD, "F5", KeyCode.F5),
          Shortcut.of(Command.THEME, "Ctrl+Shift+L", KeyCode.L, SHORTCUT_DOWN, SHIFT_DOWN));

  private Shortcuts() {}

  public static List<Shortcut> all() {
    return ALL;
  }

  static Shortcut of(Command command) {
    return ALL.stream().filter(it -> it.command() == command).findFirst().orElseThrow();
  }

  /// The key that shows a pane.
  static Shortcut of(Pane pane) {
    return of(
        switch (pane) {
          case BUILD -> Command.SHOW_BUILD;
          case MODES -> Command.SHOW_MODES;
          case INFERENCE -> Command.SHOW_INFERENCE;
        });
  }
}
