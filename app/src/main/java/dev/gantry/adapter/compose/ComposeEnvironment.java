package dev.gantry.adapter.compose;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the compose tool and the files that it needs are looked for with.
///
/// @param variables environment variables
/// @param home the user's home directory
/// @param root the directory that system-wide paths start from, `/` outside tests
public record ComposeEnvironment(Map<String, String> variables, Path home, Path root) {

  public ComposeEnvironment {
    variables = Map.copyOf(variables);
  }

  /// The environment on this machine.
  public static ComposeEnvironment of(Map<String, String> variables, Path home) {
    return new ComposeEnvironment(variables, home, Path.of("").toAbsolutePath().getRoot());
  }

  /// The value of a variable; one that is empty counts as not set.
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /// The directories that programs are looked for in.
  List<Path> programDirectories() {
    return variable("PATH").stream()
        .flatMap(path -> Pattern.compile(Pattern.quote(File.pathSeparator)).splitAsStream(path))
        .filter(directory -> !directory.isBlank())
        .map(Path::of)
        .toList();
  }
}
