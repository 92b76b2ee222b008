package dev.gantry.ui.modes;

import dev.gantry.domain.compose.RunningMode;
import dev.gantry.ui.control.Lamp;
import java.util.List;

/// The lamp for what the engine says of containers.
final class ContainerState {
  private ContainerState() {}

  static Lamp.State of(RunningMode.Container container) {
    return switch (container.state()) {
      case "running" ->
          switch (container.health()) {
            case "unhealthy" -> Lamp.State.BAD;
            case "starting" -> Lamp.State.STARTING;
            default -> Lamp.State.GOOD;
          };
      case "created", "restarting", "paused" -> Lamp.State.STARTING;
      default -> Lamp.State.BAD;
    };
  }

  /// The lamp of a mode is that of its container that is worst off.
  static Lamp.State of(RunningMode mode) {
    List<Lamp.State> states = mode.containers().stream().map(ContainerState::of).toList();
    if (states.contains(Lamp.State.BAD)) {
      return Lamp.State.BAD;
    }
    return states.contains(Lamp.State.STARTING) ? Lamp.State.STARTING : Lamp.State.GOOD;
  }
}
