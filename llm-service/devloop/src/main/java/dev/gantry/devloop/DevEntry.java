package dev.gantry.devloop;

import dev.gantry.devloop.compile.Program;
import dev.gantry.devloop.compile.ProgramBuilder;
import dev.gantry.devloop.compile.ProgramStore;
import dev.gantry.devloop.watch.ChangeWatch;
import dev.gantry.devloop.watch.Snapshot;
import java.nio.file.Path;

/// Runs the server out of what was compiled. Found by its name, because it is compiled with it.
@FunctionalInterface
public interface DevEntry {

  /// Runs until the process ends.
  ///
  /// @return the code to end the process with
  int run(Start start) throws InterruptedException;

  /// What is there when the server starts.
  ///
  /// @param root of the repository
  /// @param program that was compiled
  /// @param snapshot what it was made of
  /// @param basis what the image and the container were made of
  /// @param restartFile to leave where the process ends in order to be started again
  /// @param restartedFile that file, for the process that was
  record Start(
      Path root,
      ChangeWatch watch,
      ProgramBuilder builder,
      ProgramStore store,
      Program program,
      Snapshot snapshot,
      Snapshot basis,
      Path restartFile,
      Path restartedFile) {}
}
