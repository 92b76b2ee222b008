package dev.gantry.adapter.docker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the search for an engine looks at.
///
/// @param variables environment variables
/// @param home the user's home directory
/// @param root the directory that system-wide paths start from, `/` outside tests
/// @param windows whether engines listen on named pipes here
public record EngineEnvironment(
    Map<String, String> variables, Path home, Path root, boolean windows) {

  public EngineEnvironment {
    variables = Map.copyOf(variables);
  }

  /// The environment on this machine.
  public static EngineEnvironment of(Map<String, String> variables, Path home) {
    return new EngineEnvironment(
        variables,
        home,
        Path.of("").toAbsolutePath().getRoot(),
        System.getProperty("os.name").startsWith("Windows"));
  }

  /// The value of a variable; one that is empty counts as not set, as it does for the Docker CLI.
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /// The directory of the Docker configuration.
  Path dockerConfig() {
    return variable("DOCKER_CONFIG").map(Path::of).orElseGet(() -> home.resolve(".docker"));
  }
}
