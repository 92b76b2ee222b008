package dev.gantry.ui.modes;

import dev.gantry.domain.compose.SwitchEvent;
import java.time.Instant;

/// A container, network or volume during a switch.
///
/// @param state in the compose tool's word
/// @param first when it was first told of
/// @param last when its state last changed
public record ResourceRow(String kind, String name, String state, Instant first, Instant last) {
  static ResourceRow of(SwitchEvent.Resource resource, Instant at) {
    return new ResourceRow(resource.kind(), resource.name(), resource.state(), at, at);
  }

  ResourceRow become(String newState, Instant at) {
    return newState.equals(state) ? this : new ResourceRow(kind, name, newState, first, at);
  }

  boolean is(SwitchEvent.Resource resource) {
    return kind.equals(resource.kind()) && name.equals(resource.name());
  }

  /// How far a resource is.
  public enum Progress {
    WORKING,
    DONE,
    FAILED
  }

  /// Compose names what is under way by the progressive form (`Creating`, `Waiting`), except for
  /// `Running`, which says that nothing had to be done.
  public Progress progress() {
    if (state.startsWith("Error") || state.equals("Unhealthy")) {
      return Progress.FAILED;
    }
    return state.endsWith("ing") && !state.equals("Running") ? Progress.WORKING : Progress.DONE;
  }
}
