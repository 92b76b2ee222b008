package dev.gantry.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Says of a command line that it is wrong, where that is not known by its options alone.
@Command
final class Usage {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /// @throws ParameterException unless it is valid
  void require(boolean valid, String message) {
    if (!valid) {
      throw wrong(message);
    }
  }

  ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
