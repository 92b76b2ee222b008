package dev.gantry.ui.modes;

import dev.gantry.domain.compose.ModeModel;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.compose.Service;
import java.util.List;
import java.util.Optional;

/// A service of a mode, with its container where it has one.
///
/// @param addresses where it can be reached from this machine, as `host:port`
public record ServiceRow(
    String service,
    String image,
    Optional<RunningMode.Container> container,
    List<String> addresses) {
  public ServiceRow {
    addresses = List.copyOf(addresses);
  }

  static List<ServiceRow> of(ModeModel model, Optional<RunningMode> running) {
    return model.services().stream().map(service -> of(service, running)).toList();
  }

  private static ServiceRow of(Service service, Optional<RunningMode> running) {
    Optional<RunningMode.Container> container =
        running.stream()
            .flatMap(mode -> mode.containers().stream())
            .filter(it -> it.service().equals(service.name()))
            .findFirst();
    return new ServiceRow(
        service.name(),
        service.image(),
        container,
        service.ports().stream()
            // port 0 stands for any free one, which only the engine knows
            .filter(port -> port.published() != 0)
            .map(port -> port.host() + ":" + port.published())
            .toList());
  }
}
