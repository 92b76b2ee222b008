package dev.gantry.cli;

import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.build.Tally;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The last line of the terminal while several builds run: how far they are together.
final class SeveralBuildsStatus {
  private final PrintWriter err;
  private final Strings strings;
  private final Paint paint;
  private final SequencedMap<String, BuildProgress> builds = new LinkedHashMap<>();

  SeveralBuildsStatus(PrintWriter err, Strings strings, Paint paint) {
    this.err = err;
    this.strings = strings;
    this.paint = paint;
  }

  /// Makes room for other lines.
  void erase() {
    err.print(Ansi.NO_WRAP + Ansi.ERASE_LINE);
  }

  /// Draws the line.
  ///
  /// @param build the build that is at `progress` now
  void draw(String build, BuildProgress progress, Instant now) {
    builds.put(build, progress);
    int finished = 0;
    int total = 0;
    Duration elapsed = Duration.ZERO;
    for (BuildProgress each : builds.values()) {
      Tally tally = each.tally();
      finished += tally.finished();
      total += tally.total();
      Duration its = each.elapsed(now);
      elapsed = its.compareTo(elapsed) > 0 ? its : elapsed;
    }
    err.print(ProgressBar.text(finished, total, paint) + " ");
    err.print(words(finished, total, Durations.format(elapsed), now) + Ansi.WRAP);
    err.flush();
  }

  private String words(int finished, int total, String elapsed, Instant now) {
    return longestRunning()
        .map(
            step ->
                strings.text(
                    "cli.build.statusSeveralRunning",
                    finished,
                    total,
                    builds.size(),
                    elapsed,
                    StepWords.plain(step.name()),
                    Durations.format(step.elapsed(now))))
        .orElseGet(
            () -> strings.text("cli.build.statusSeveral", finished, total, builds.size(), elapsed));
  }

  private Optional<Step> longestRunning() {
    return builds.values().stream()
        .flatMap(build -> build.steps().stream())
        .filter(step -> step.state() instanceof StepState.Running)
        .min(Comparator.comparing(step -> step.firstStarted().orElse(Instant.MAX)));
  }
}
