package dev.gantry.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Options that every command has.
public final class GlobalOptions {

  @Option(
      names = "--project",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Directory of the project. Default: the current directory or the nearest one above it"
              + " that has a compose file, else the project that comes with Gantry.")
  private @Nullable Path project;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description =
          "Print JSON: one document, or one object a line where a command reports progress.")
  private boolean json;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      defaultValue = "auto",
      description =
          "Use colours: auto (on terminals, unless NO_COLOR is set), always or never. Default:"
              + " ${DEFAULT-VALUE}.")
  private ColorChoice color = ColorChoice.AUTO;

  ColorChoice color() {
    return color;
  }

  Optional<Path> project() {
    return Optional.ofNullable(project);
  }

  boolean json() {
    return json;
  }
}
