package dev.gantry.ui.modes;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.Lamp;
import dev.gantry.ui.control.Pills;
import dev.gantry.ui.modes.SwitchState.Switching;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

/// The modes side by side, with a lamp each; a click switches.
final class ModeSwitch extends HBox {
  private final ModesViewModel viewModel;
  private final Strings strings;
  private final List<Segment> segments = new ArrayList<>();

  private record Segment(Mode mode, ToggleButton button, Lamp lamp) {}

  ModeSwitch(ModesViewModel viewModel, Strings strings) {
    this.viewModel = viewModel;
    this.strings = strings;
    getStyleClass().addAll("segments", "mode-switch");
    viewModel.modes().addListener((ListChangeListener<Mode>) _ -> fill());
    viewModel.stateProperty().subscribe(this::show);
    viewModel.runningProperty().subscribe(this::show);
    fill();
  }

  private void fill() {
    segments.clear();
    int count = viewModel.modes().size();
    for (Mode mode : viewModel.modes()) {
      Lamp lamp = new Lamp();
      ToggleButton button = new ToggleButton(mode.name(), lamp);
      button.setId("mode-" + mode.name());
      button.setMinWidth(USE_PREF_SIZE);
      button.getStyleClass().add(Pills.styleClass(segments.size(), count));
      button.disableProperty().bind(viewModel.canSwitchProperty().not());
      button.setOnAction(
          _ -> {
            // what is selected follows what runs, not the click
            show();
            viewModel.switchTo(mode);
          });
      segments.add(new Segment(mode, button, lamp));
    }
    getChildren().setAll(segments.stream().map(Segment::button).toList());
    show();
  }

  private void show() {
    for (Segment segment : segments) {
      Lamp.State state = state(segment.mode());
      segment.lamp().stateProperty().set(state);
      segment.button().setSelected(state != Lamp.State.OFF);
      segment.button().setAccessibleText(spoken(segment.mode(), state));
    }
  }

  private Lamp.State state(Mode mode) {
    if (viewModel.stateProperty().get() instanceof Switching(Mode target, _)) {
      return target.equals(mode) ? Lamp.State.STARTING : Lamp.State.OFF;
    }
    Optional<RunningMode> running =
        viewModel.runningProperty().get().filter(it -> it.mode().equals(mode.name()));
    return running.map(ContainerState::of).orElse(Lamp.State.OFF);
  }

  private String spoken(Mode mode, Lamp.State state) {
    return switch (state) {
      case OFF -> strings.text("modes.switch.off", mode.name());
      case STARTING -> strings.text("modes.switch.starting", mode.name());
      case GOOD -> strings.text("modes.switch.running", mode.name());
      case BAD -> strings.text("modes.switch.unwell", mode.name());
    };
  }
}
