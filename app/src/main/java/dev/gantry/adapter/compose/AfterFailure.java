package dev.gantry.adapter.compose;

import dev.gantry.domain.problem.GantryException;
import java.util.List;

/// What can be seen of a project after a failure.
interface AfterFailure {

  /// All containers, also stopped ones.
  ///
  /// @throws GantryException if the engine cannot be asked
  List<ProjectContainer> containers() throws InterruptedException;

  /// The last lines that a service wrote; empty when they cannot be had.
  List<String> logTail(String service) throws InterruptedException;
}
