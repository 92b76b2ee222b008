package dev.gantry.text;

import dev.gantry.domain.engine.PrivateEngine.Phase;

/// Words for the phases of the private engine.
public final class PhaseText {
  private PhaseText() {}

  /// What is being done in the phase, for example "Fetching packages".
  public static String of(Phase phase, Strings strings) {
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
