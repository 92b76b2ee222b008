package dev.gantry.ui.shell;

import dev.gantry.domain.engine.PrivateEngine.Phase;
import dev.gantry.text.Strings;

/// Words for the phases of the private engine.
final class PhaseText {
  private PhaseText() {}

  static String of(Phase phase, Strings strings) {
    return switch (phase) {
      case INDEX -> strings.text("shell.phase.index");
      case FETCH -> strings.text("shell.phase.fetch");
      case UNPACK -> strings.text("shell.phase.unpack");
      case START -> strings.text("shell.phase.start");
      case BASE_IMAGE -> strings.text("shell.phase.baseImage");
      case STOP -> strings.text("shell.phase.stop");
    };
  }
}
