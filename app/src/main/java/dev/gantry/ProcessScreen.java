package dev.gantry;

import dev.gantry.cli.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The terminal of a process.
///
/// Java tells only whether standard input and output are both one. Linux names what a stream is
/// connected with, which costs a hundredth of what calling `isatty` from Java does; other systems
/// are asked through Java.
final class ProcessScreen implements Screen {
  private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");
  private static final Pattern STTY_SIZE = Pattern.compile("\\d+ ([1-9]\\d{0,4})\\s*");
  private static final Path STREAMS = Path.of("/proc/self/fd");
  private static final Path TERMINAL_OF_PROCESS = Path.of("/dev/tty");
  private static final int OUT = 1;
  private static final int ERR = 2;

  private final Map<String, String> environment;
  private final Path streams;
  private final Path terminal;

  /// The terminal of this process.
  ///
  /// @param environment environment variables
  ProcessScreen(Map<String, String> environment) {
    this(environment, STREAMS, TERMINAL_OF_PROCESS);
  }

  /// @param streams directory with a link for each open file, by its number
  /// @param terminal the file that is the terminal
  ProcessScreen(Map<String, String> environment, Path streams, Path terminal) {
    this.environment = environment;
    this.streams = streams;
    this.terminal = terminal;
  }

  /// The terminal of another process, on Linux.
  static ProcessScreen ofOther(Map<String, String> environment, long pid) {
    Path streams = Path.of("/proc", Long.toString(pid), "fd");
    return new ProcessScreen(environment, streams, streams.resolve(Integer.toString(ERR)));
  }

  @Override
  public boolean showsOut() {
    return isTerminal(OUT);
  }

  @Override
  public boolean showsErr() {
    return isTerminal(ERR);
  }

  /// As the shell counts them, if it says so, else as `stty` does.
  @Override
  public int columns() {
    return number(environment.getOrDefault("COLUMNS", ""))
        .or(this::askStty)
        .orElse(DEFAULT_COLUMNS);
  }

  private boolean isTerminal(int stream) {
    if ("dumb".equals(environment.get("TERM"))) {
      return false;
    }
    try {
      Path target = Files.readSymbolicLink(streams.resolve(String.valueOf(stream)));
      return TERMINAL.matcher(target.toString()).matches();
    } catch (IOException | UnsupportedOperationException _) {
      return hasConsole();
    }
  }

  // the null check is for NullAway, which does not know newer JDKs
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasConsole() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[1-9]\\d{0,4}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private Optional<Integer> askStty() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher matcher = STTY_SIZE.matcher(answer);
      return matcher.matches() ? number(matcher.group(1)) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // no such program, or no terminal
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
