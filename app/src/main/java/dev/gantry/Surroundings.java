package dev.gantry;

import dev.gantry.cli.Confirmation;
import dev.gantry.cli.Console;
import dev.gantry.cli.Screen;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// What a command finds around it. Not always that of this process: a resident process runs
/// commands for others, each with surroundings of its own.
///
/// @param environment variables of the user
/// @param workingDirectory absolute path of the current directory
/// @param out standard output
/// @param err standard error
/// @param screen the terminal that they may be
/// @param confirmation asks the person in front of it
record Surroundings(
    Map<String, String> environment,
    Path workingDirectory,
    PrintWriter out,
    PrintWriter err,
    Screen screen,
    Confirmation confirmation) {

  Surroundings {
    environment = Map.copyOf(environment);
  }

  static Surroundings ofThisProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        writer(System.out),
        writer(System.err),
        new ProcessScreen(System.getenv()),
        Confirmation.onTerminal());
  }

  Console console() {
    return new Console(
        out, err, screen, !environment.getOrDefault("NO_COLOR", "").isEmpty(), confirmation);
  }

  UserDirectories directories() {
    return UserDirectories.of(environment, home(), System.getProperty("os.name"));
  }

  /// As the Docker CLI sees it: Java asks the user database only, whatever `HOME` says.
  Path home() {
    String named = environment.getOrDefault("HOME", "");
    return Path.of(named.isBlank() ? System.getProperty("user.home") : named);
  }

  private static PrintWriter writer(PrintStream stream) {
    return writer(stream, stream.charset());
  }

  /// Where no language is set, Java takes ASCII; terminals and pipes have long understood UTF-8.
  static PrintWriter writer(OutputStream stream, Charset charset) {
    return new PrintWriter(
        stream,
        false,
        charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset);
  }
}
