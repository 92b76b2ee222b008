package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.engine.PrivateEngine.Phase;
import dev.gantry.domain.engine.PrivateEngine.Progress;
import dev.gantry.text.PhaseText;
import dev.gantry.text.Strings;
import java.util.Optional;

/// Shows how far the private engine is: on a terminal in one line that changes, elsewhere a line
/// for each phase, as JSON an object for each percent.
final class PrivateEngineDisplay {
  private static final String CLEAR_LINE = "\r\033[K";

  private final Console console;
  private final Strings strings;
  private final boolean json;
  private Optional<Phase> phase = Optional.empty();
  private String shown = "";

  PrivateEngineDisplay(CliContext context, GlobalOptions options) {
    this.console = context.console();
    this.strings = context.strings();
    this.json = options.json();
  }

  void show(Progress progress) {
    String words = words(progress);
    boolean samePhase = phase.filter(progress.phase()::equals).isPresent();
    if (samePhase && words.equals(shown)) {
      return;
    }
    phase = Optional.of(progress.phase());
    shown = words;
    if (json) {
      Json.line(console.out(), json(progress));
    } else if (console.terminal()) {
      console.err().print(CLEAR_LINE + words);
      console.err().flush();
    } else if (!samePhase) {
      console.err().print(PhaseText.of(progress.phase(), strings) + "\n");
      console.err().flush();
    }
  }

  /// Ends the line that changes.
  void end() {
    if (console.terminal() && !json && phase.isPresent()) {
      console.err().print(CLEAR_LINE);
      console.err().flush();
    }
  }

  private String words(Progress progress) {
    String what = PhaseText.of(progress.phase(), strings);
    String detail = StepWords.plain(progress.detail());
    boolean known = progress.fraction() >= 0;
    long percent = Math.round(progress.fraction() * 100);
    if (detail.isEmpty()) {
      return known ? strings.text("cli.engine.progress", what, percent) : what;
    }
    return known
        ? strings.text("cli.engine.progressOf", what, percent, detail)
        : strings.text("cli.engine.progressUnknown", what, detail);
  }

  private static ObjectNode json(Progress progress) {
    ObjectNode node =
        Json.event("progress")
            .put("phase", Json.name(progress.phase()))
            .put("detail", progress.detail());
    if (progress.fraction() >= 0) {
      node.put("fraction", Math.round(progress.fraction() * 100) / 100.0);
    }
    return node;
  }
}
