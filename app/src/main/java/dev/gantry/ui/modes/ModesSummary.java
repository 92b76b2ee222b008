package dev.gantry.ui.modes;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.StateLine;
import dev.gantry.ui.control.StateLine.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;

/// Says in one line what runs, or how the switch under way or the last one goes.
final class ModesSummary {
  private final ModesViewModel viewModel;
  private final Strings strings;
  private final StateLine line = new StateLine();

  ModesSummary(ModesViewModel viewModel, Strings strings) {
    this.viewModel = viewModel;
    this.strings = strings;
    viewModel.stateProperty().subscribe(this::show);
    viewModel.runningProperty().subscribe(this::show);
    viewModel.nowProperty().subscribe(this::show);
    viewModel.engineReachableProperty().subscribe(this::show);
    show();
  }

  StateLine node() {
    return line;
  }

  private void show() {
    switch (viewModel.stateProperty().get()) {
      case SwitchState.Switching(Mode mode, Instant since) ->
          line.show(
              Kind.RUNNING,
              Feather.PLAY_CIRCLE,
              strings.text("modes.summary.switching", mode.name(), since(since)),
              "");
      case SwitchState.Stopping(Instant since) ->
          line.show(
              Kind.RUNNING,
              Feather.PLAY_CIRCLE,
              strings.text("modes.summary.stopping", since(since)),
              "");
      case SwitchState.Up(Mode mode, Duration took) ->
          line.show(
              Kind.DONE,
              Feather.CHECK_CIRCLE,
              strings.text("modes.summary.up", mode.name(), Durations.format(took)),
              running());
      case SwitchState.Stopped(Duration took) ->
          line.show(
              Kind.IDLE,
              Feather.CIRCLE,
              strings.text("modes.summary.stopped", Durations.format(took)),
              "");
      case SwitchState.Failed(Optional<Mode> mode, _, Duration took) ->
          line.show(
              Kind.FAILED,
              Feather.X_CIRCLE,
              mode.map(
                      it -> strings.text("modes.summary.failed", it.name(), Durations.format(took)))
                  .orElseGet(
                      () -> strings.text("modes.summary.stopFailed", Durations.format(took))),
              running());
      case SwitchState.Cancelled(Duration took) ->
          line.show(
              Kind.IDLE,
              Feather.SLASH,
              strings.text("modes.summary.cancelled", Durations.format(took)),
              running());
      case SwitchState.Idle _ -> showRunning();
    }
  }

  private void showRunning() {
    Optional<RunningMode> running = viewModel.runningProperty().get();
    if (running.isPresent()) {
      line.show(Kind.DONE, Feather.CHECK_CIRCLE, running(), "");
    } else if (viewModel.engineReachableProperty().get()) {
      line.show(Kind.IDLE, Feather.CIRCLE, strings.text("modes.summary.nothing"), "");
    } else {
      line.show(Kind.IDLE, Feather.CIRCLE, strings.text("modes.summary.unknown"), "");
    }
  }

  private String running() {
    return viewModel
        .runningProperty()
        .get()
        .map(
            it ->
                it.mode().isEmpty()
                    ? strings.text("modes.summary.unknownMode", it.containers().size())
                    : strings.text("modes.summary.running", it.mode(), it.containers().size()))
        .orElse(strings.text("modes.summary.nothing"));
  }

  private String since(Instant began) {
    Duration elapsed = Duration.between(began, viewModel.nowProperty().get());
    return Durations.format(elapsed.isNegative() ? Duration.ZERO : elapsed);
  }
}
