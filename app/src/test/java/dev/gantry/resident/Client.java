package dev.gantry.resident;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Asks as `./gantry` does, with the same script.
///
/// @param runtime what `XDG_RUNTIME_DIR` names
public record Client(Path runtime) {
  private static final long PATIENCE_SECONDS = 60;

  /// How it ended.
  record Result(int code, String out, String err) {}

  /// Where the process and those who ask meet.
  public Path directory() {
    return runtime.resolve("gantry/resident/build/jdk");
  }

  /// Makes what a process needs to be found.
  public void furnish(long pid) throws IOException, InterruptedException {
    Result result = run("furnish", Long.toString(pid));
    if (result.code() != 0) {
      throw new IOException(result.toString());
    }
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  Result run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return end(start(environment, arguments));
  }

  /// As above, with both streams in one.
  Result runMerged(String... arguments) throws IOException, InterruptedException {
    return end(builder(Map.of(), arguments).redirectErrorStream(true).start());
  }

  Process start(Map<String, String> environment, String... arguments) throws IOException {
    return builder(environment, arguments).start();
  }

  /// To start what asks.
  public ProcessBuilder builder(Map<String, String> environment, String... arguments) {
    List<String> command =
        Stream.concat(
                Stream.of("sh", "src/test/resources/dev/gantry/resident/client.sh"),
                Stream.of(arguments))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("TZ");
    builder.environment().remove("CI");
    builder.environment().putAll(variables());
    builder.environment().putAll(environment);
    return builder;
  }

  /// Waits for the end, and reads what was written; no more than fits into a pipe.
  static Result end(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("does not end");
    }
    return new Result(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), UTF_8),
        new String(process.getErrorStream().readAllBytes(), UTF_8));
  }

  /// What requests have left, by name.
  List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d+\\..*"))
          .sorted()
          .toList();
    }
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    variables.put("XDG_RUNTIME_DIR", runtime.toString());
    variables.put("launcher", Path.of("..", "packaging", "launcher").toString());
    variables.put("build", "/build");
    variables.put("java_home", "/jdk");
    variables.put("GANTRY_JAVA_OPTIONS", "");
    return variables;
  }
}
