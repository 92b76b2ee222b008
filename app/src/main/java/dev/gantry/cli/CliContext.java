package dev.gantry.cli;

import dev.gantry.domain.compose.Project;
import dev.gantry.text.ProblemText;
import dev.gantry.text.Strings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What every command needs.
///
/// @param portSource gives the ports, and makes them the first time: `--help` needs none
/// @param environment variables of the user
/// @param workingDirectory absolute path of the current directory
/// @param bundledProject the project that comes with Gantry, where it runs from a clone
/// @param cancellation is told of Ctrl-C
/// @param resident the process that runs the command, where that stays when it is over
public record CliContext(
    Supplier<CliPorts> portSource,
    Console console,
    Strings strings,
    ProblemText problems,
    InstantSource clock,
    Map<String, String> environment,
    Path workingDirectory,
    Optional<Path> bundledProject,
    Cancellation cancellation,
    Optional<ResidentProcess> resident) {

  CliPorts ports() {
    return portSource.get();
  }

  /// Opens the project that the command is about.
  ///
  /// @param named directory that the user named, if any
  Project openProject(Optional<Path> named) {
    return new Projects(ports().compose(), workingDirectory, bundledProject).open(named);
  }

  /// Prints a line that is no result.
  void say(String line) {
    console.err().print(line + "\n");
    console.err().flush();
  }
}
