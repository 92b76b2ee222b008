package dev.gantry.domain.image;

import java.util.regex.Pattern;

/// The instruction that made a layer, on one line, as its author wrote it.
final class LayerInstruction {

  /// How the classic builder and BuildKit write the shell form into an image's history.
  private static final Pattern SHELL = Pattern.compile("^(RUN\\s+)?(\\|\\d+ .*?)?/bin/sh -c\\s+");

  private static final Pattern NOP = Pattern.compile("^#\\(nop\\)\\s+");
  private static final Pattern COMMENT = Pattern.compile("\\s*# buildkit$");

  private LayerInstruction() {}

  /// What the step is called, which says more than the history does: from which stage files come.
  /// The layers of a base image share a step, and have only their history.
  static String of(Layer layer) {
    return layer
        .origin()
        .filter(origin -> origin.baseImage().isEmpty())
        .map(origin -> StepName.parse(origin.step()).instruction())
        .orElseGet(() -> ofHistory(layer.command()));
  }

  /// Without what the builders wrap around it.
  static String ofHistory(String command) {
    String text = COMMENT.matcher(command.strip()).replaceFirst("");
    String unwrapped = SHELL.matcher(text).replaceFirst("");
    if (!unwrapped.equals(text)) {
      String nop = NOP.matcher(unwrapped).replaceFirst("");
      text = nop.equals(unwrapped) ? "RUN " + unwrapped : nop;
    }
    return StepName.oneLine(text);
  }
}
