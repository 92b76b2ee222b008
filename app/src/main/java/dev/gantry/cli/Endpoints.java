package dev.gantry.cli;

import dev.gantry.domain.compose.ComposeRunner;
import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.compose.RunningMode;
import dev.gantry.domain.inference.InferenceEndpoints;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServicePlace;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Finds the service that is asked.
final class Endpoints {
  private static final String THIS_MACHINE = "127.0.0.1";

  private final ComposeRunner compose;

  Endpoints(ComposeRunner compose) {
    this.compose = compose;
  }

  /// The endpoint at an address of which one part may be left out.
  static ServicePlace at(Optional<String> host, Optional<Integer> port) {
    return new ServicePlace(
        new ServiceEndpoint(
            host.orElse(THIS_MACHINE), port.orElse(InferenceEndpoints.CONVENTIONAL_PORT), ""));
  }

  ServicePlace ofRunningMode(Project project) {
    List<String> names = project.modes().stream().map(Mode::name).toList();
    RunningMode running =
        compose
            .running(project)
            .orElseThrow(
                () -> new GantryException(new Problem.NothingRuns(project.directory(), names)));
    return InferenceEndpoints.find(running).orElseGet(() -> asWritten(project, running, names));
  }

  /// Where the mode's files have it: its container does not run now.
  private ServicePlace asWritten(Project project, RunningMode running, List<String> names) {
    Mode mode =
        project
            .mode(running.mode())
            .orElseThrow(() -> new GantryException(new Problem.UnknownMode(running.mode(), names)));
    return new ServicePlace(InferenceEndpoints.of(compose.render(project, mode)));
  }
}
