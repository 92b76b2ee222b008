package dev.gantry.adapter.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/// Starts programs with [ProcessBuilder].
public final class JdkProcessRunner implements ProcessRunner {

  @Override
  public RunningProcess start(Command command, Consumer<OutputLine> lines) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.arguments());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(command.removed());
    environment.putAll(command.environment());
    Path directory = command.directory();
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    Process process = builder.start();
    OutputLines output = new OutputLines(process, lines);
    output.startReading();
    feed(process.getOutputStream(), command.input());
    return new JdkRunningProcess(process, output);
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
