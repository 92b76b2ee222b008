package dev.gantry.adapter.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A program and its arguments, passed on exactly as they are: no shell looks at them.
///
/// The environment is the one of the user, less `removed`, plus `environment`.
///
/// @param arguments the program first; a name without a slash is looked up on the user's `PATH`,
///   not on a `PATH` in `environment`
/// @param environment variables to set
/// @param removed variables to take away before `environment` is applied
/// @param directory the working directory, or null for that of the user
/// @param input text for the standard input, which is closed after it
public record Command(
    List<String> arguments,
    Map<String, String> environment,
    Set<String> removed,
    @Nullable Path directory,
    String input) {

  public Command {
    arguments = List.copyOf(arguments);
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("a command needs a program");
    }
    environment = Map.copyOf(environment);
    removed = Set.copyOf(removed);
  }

  public static Command of(String program, String... arguments) {
    List<String> all = new ArrayList<>(arguments.length + 1);
    all.add(program);
    all.addAll(List.of(arguments));
    return of(all);
  }

  public static Command of(List<String> arguments) {
    return new Command(arguments, Map.of(), Set.of(), null, "");
  }

  /// The same command with more arguments at its end.
  public Command plus(String... more) {
    return plus(List.of(more));
  }

  public Command plus(Collection<String> more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(more);
    return new Command(all, environment, removed, directory, input);
  }

  public Command withEnvironment(String name, String value) {
    return withEnvironment(Map.of(name, value));
  }

  public Command withEnvironment(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(more);
    return new Command(arguments, all, removed, directory, input);
  }

  public Command withoutEnvironment(String name) {
    Set<String> all = new LinkedHashSet<>(removed);
    all.add(name);
    return new Command(arguments, environment, all, directory, input);
  }

  public Command in(Path workingDirectory) {
    return new Command(arguments, environment, removed, workingDirectory, input);
  }

  public Command withInput(String text) {
    return new Command(arguments, environment, removed, directory, text);
  }

  public String program() {
    return arguments.getFirst();
  }

  /// The command as a person would type it, for messages and logs. The environment and the input
  /// are left out: they may hold secrets.
  @Override
  public String toString() {
    return arguments.stream().map(Command::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String argument) {
    if (!argument.isEmpty() && argument.chars().allMatch(Command::isPlain)) {
      return argument;
    }
    return "'" + argument.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int character) {
    return Character.isLetterOrDigit(character) || "@%+=:,./_-".indexOf(character) >= 0;
  }
}
