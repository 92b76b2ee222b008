package dev.gantry.adapter.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts programs that go on when this process has ended.
public final class DaemonLauncher {
  private final Map<String, String> environment;

  /// @param environment what programs find in theirs
  public DaemonLauncher(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Starts a program in a session of its own, so that a closed terminal or Ctrl-C does not reach
  /// it. Its output is appended to `log`, it has no input.
  ///
  /// @return the process, which may have ended again
  /// @throws IOException if there is no `setsid` (of util-linux), or the log cannot be written; a
  ///   program that is not there is reported in the log
  public ProcessHandle launch(Command command, Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    List<String> arguments = new ArrayList<>();
    arguments.add("setsid");
    arguments.addAll(command.arguments());
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().keySet().removeAll(command.removed());
    builder.environment().putAll(command.environment());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectErrorStream(true);
    Path directory = command.directory();
    builder.directory((directory == null ? Path.of("/") : directory).toFile());
    return builder.start().toHandle();
  }
}
