package dev.gantry.resident;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A command that is to be run for somebody else.
///
/// @param pid the process that asks, as the system counts them
/// @param arguments of the command line
/// @param workingDirectory absolute path of its current directory
/// @param environment variables of the command
public record Request(
    long pid, List<String> arguments, Path workingDirectory, Map<String, String> environment) {

  private static final char END = '\0';

  public Request {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /// Reads what `packaging/launcher/resident.sh` writes. Each part ends with a zero byte: the
  /// process, how many arguments there are, the arguments, the directory with a line end, and
  /// variables, to the end.
  ///
  /// @param charset of file names and variables
  /// @throws IOException if it is not all there
  static Request read(Path file, Charset charset) throws IOException {
    List<String> parts = parts(file, charset);
    try {
      long pid = Long.parseLong(parts.get(0));
      int directory = 2 + Integer.parseInt(parts.get(1));
      return new Request(
          pid,
          parts.subList(2, directory),
          directory(parts.get(directory)),
          variables(parts.subList(directory + 1, parts.size())));
    } catch (IndexOutOfBoundsException | IllegalArgumentException wrong) {
      throw new IOException("not a request: " + file, wrong);
    }
  }

  /// The same with the variables that the process was started with, where the request names no
  /// others.
  ///
  /// @throws IOException if the system does not tell them, as it does not of a process that is gone
  Request withVariablesOfProcess(Charset charset) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid), "environ");
    Map<String, String> all = variables(parts(process, charset));
    all.putAll(environment);
    return new Request(pid, arguments, workingDirectory, all);
  }

  private static List<String> parts(Path file, Charset charset) throws IOException {
    String text = new String(Files.readAllBytes(file), charset);
    List<String> parts = new ArrayList<>();
    int begin = 0;
    for (int end = text.indexOf(END); end >= 0; end = text.indexOf(END, begin)) {
      parts.add(text.substring(begin, end));
      begin = end + 1;
    }
    return parts;
  }

  private static Path directory(String line) {
    Path path = Path.of(line.substring(0, line.length() - 1));
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("not absolute: " + path);
    }
    return path;
  }

  private static Map<String, String> variables(List<String> entries) {
    Map<String, String> variables = new HashMap<>();
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        // of two with the same name, programs see the first
        variables.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return variables;
  }
}
