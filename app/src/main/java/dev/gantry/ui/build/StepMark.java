package dev.gantry.ui.build;

import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.TimelineLane;
import java.time.Instant;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;

/// How a state of a step looks and is called.
record StepMark(Feather icon, String styleClass) {
  static StepMark of(StepState state) {
    return switch (state) {
      case StepState.Waiting _ -> new StepMark(Feather.CIRCLE, "waiting");
      case StepState.Running _ -> new StepMark(Feather.PLAY, "running");
      case StepState.Cached _ -> new StepMark(Feather.ZAP, "cached");
      case StepState.Done _ -> new StepMark(Feather.CHECK, "done");
      case StepState.Failed _ -> new StepMark(Feather.X, "failed");
      case StepState.Cancelled _ -> new StepMark(Feather.SLASH, "cancelled");
    };
  }

  static String word(StepState state, Strings strings) {
    return switch (state) {
      case StepState.Waiting _ -> strings.text("build.step.waiting");
      case StepState.Running _ -> strings.text("build.step.running");
      case StepState.Cached _ -> strings.text("build.step.cached");
      case StepState.Done _ -> strings.text("build.step.done");
      case StepState.Failed _ -> strings.text("build.step.failed");
      case StepState.Cancelled _ -> strings.text("build.step.cancelled");
    };
  }

  /// What stands in the time column.
  static String time(Step step, Instant now, Strings strings) {
    return switch (step.state()) {
      case StepState.Waiting _ -> "";
      case StepState.Running _, StepState.Done _, StepState.Failed _ ->
          Durations.format(step.elapsed(now));
      case StepState.Cached _, StepState.Cancelled _ -> word(step.state(), strings);
    };
  }

  static Optional<TimelineLane.Kind> kind(StepState state) {
    return switch (state) {
      case StepState.Waiting _ -> Optional.empty();
      case StepState.Running _ -> Optional.of(TimelineLane.Kind.RUNNING);
      case StepState.Cached _ -> Optional.of(TimelineLane.Kind.CACHED);
      case StepState.Done _ -> Optional.of(TimelineLane.Kind.DONE);
      case StepState.Failed _ -> Optional.of(TimelineLane.Kind.FAILED);
      case StepState.Cancelled _ -> Optional.of(TimelineLane.Kind.CANCELLED);
    };
  }
}
