package dev.gantry.adapter.buildkit.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.adapter.buildkit.Recordings;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.build.Tally;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The fold on what engines of several generations told, against `engines/steps.txt`: a section for
/// each recording, with its steps, what they moved and wrote, and the findings of the checks.
class RecordedEnginesTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void tellsWhatTheEngineTold(String recording, String steps) {
    assertThat(text(Recordings.progress("engines/" + recording))).isEqualTo(steps);
  }

  static Stream<Arguments> recordings() {
    String all = new String(Recordings.bytes("engines/steps.txt"), StandardCharsets.UTF_8);
    return Stream.of(all.split("(?m)^== "))
        .filter(section -> !section.isBlank())
        .map(
            section -> {
              int end = section.indexOf('\n');
              return Arguments.of(section.substring(0, end), section.substring(end + 1));
            });
  }

  @Test
  void foldsABuildOfAThousandStepsMessageByMessage() {
    List<List<BuildEvent>> messages = Recordings.messages("thousand-steps");
    BuildProgress progress = BuildProgress.nothingYet();
    for (List<BuildEvent> message : messages) {
      progress = progress.apply(message);
    }

    assertThat(messages).hasSize(2094);
    assertThat(progress.tally()).isEqualTo(new Tally(0, 0, 1, 1026, 0, 0));
    assertThat(linesOfEachRun(progress)).containsExactly(11L);
    assertThat(progress.criticalPath(Instant.MAX).steps()).hasSize(66);
  }

  private static Stream<Long> linesOfEachRun(BuildProgress progress) {
    return progress.steps().stream()
        .filter(step -> step.name().contains("] RUN echo"))
        .map(step -> progress.log(step.id()).lines().written())
        .distinct();
  }

  private static String text(BuildProgress progress) {
    List<String> lines = new ArrayList<>();
    for (Step step : progress.steps()) {
      lines.add((step.internal() ? "- " : "") + state(step) + " " + step.name());
      step.transfers().stream().map(RecordedEnginesTest::transfer).forEach(lines::add);
      progress.log(step.id()).lines().lines().stream()
          .map(line -> "    " + (line.errorStream() ? "! " : "| ") + line.text())
          .forEach(lines::add);
    }
    progress.warnings().stream().map(RecordedEnginesTest::warning).forEach(lines::add);
    return String.join("\n", lines) + "\n";
  }

  private static String transfer(BuildEvent.Transfer transfer) {
    return "    > %s %d/%d%s"
        .formatted(
            transfer.name(),
            transfer.current(),
            transfer.total(),
            transfer.completed().isPresent() ? "" : " open");
  }

  private static String warning(BuildEvent.Warning warning) {
    return "warning %s:%d %s"
        .formatted(
            warning.file().orElseThrow(), warning.lines().orElseThrow().first(), warning.message());
  }

  private static String state(Step step) {
    return switch (step.state()) {
      case StepState.Waiting _ -> "waiting";
      case StepState.Running _ -> "running";
      case StepState.Cached _ -> "cached";
      case StepState.Done(_, _, var took) -> "done " + took.toMillis() + " ms";
      case StepState.Failed(_, _, var error) -> "failed (" + error + ")";
      case StepState.Cancelled _ -> "cancelled";
    };
  }
}
