package dev.gantry.adapter.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Starts programs with [ProcessBuilder], for a user whose environment need not be that of this
/// process.
public final class JdkProcessRunner implements ProcessRunner {

  private final Map<String, String> environment;
  private final Path directory;

  /// @param environment what programs find in theirs
  /// @param directory where they run; an absolute path
  public JdkProcessRunner(Map<String, String> environment, Path directory) {
    this.environment = Map.copyOf(environment);
    this.directory = directory;
  }

  @Override
  public RunningProcess start(Command command, Consumer<OutputLine> lines) throws IOException {
    List<String> arguments = new ArrayList<>(command.arguments());
    arguments.set(0, located(command.program()));
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().keySet().removeAll(command.removed());
    builder.environment().putAll(command.environment());
    builder.directory(Objects.requireNonNullElse(command.directory(), directory).toFile());
    Process process = builder.start();
    OutputLines output = new OutputLines(process, lines);
    output.startReading();
    feed(process.getOutputStream(), command.input());
    return new JdkRunningProcess(process, output);
  }

  /// Java would look on the `PATH` of this process, and start one of its own to find nothing there.
  private String located(String program) throws IOException {
    String path = environment.getOrDefault("PATH", "");
    if (path.isEmpty() || program.contains("/") || program.contains(File.separator)) {
      return program;
    }
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .map(folder -> directory.resolve(folder).resolve(program))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst()
        .map(Path::toString)
        .orElseThrow(() -> new IOException("not on the PATH: " + program));
  }

  /// Writes on a thread of its own: a pipe takes only so much, and a program may never read it.
  private static void feed(OutputStream standardInput, String text) throws IOException {
    if (text.isEmpty()) {
      standardInput.close();
      return;
    }
    Thread.ofVirtual()
        .name("process-input")
        .start(
            () -> {
              try (standardInput) {
                standardInput.write(text.getBytes(StandardCharsets.UTF_8));
              } catch (IOException _) {
                // the program did not want all of it; its exit code says whether that matters
              }
            });
  }
}
