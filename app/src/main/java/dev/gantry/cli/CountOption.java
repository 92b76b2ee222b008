package dev.gantry.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// When something ends that could go on for ever.
final class CountOption {

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after so many. Default: go on until Ctrl-C.")
  private @Nullable Integer most;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /// @throws ParameterException if it is not well-formed
  void check() {
    if (most != null && most < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--count has to be 1 or more");
    }
  }

  /// Whether to go on after so many.
  boolean goesOnAfter(int shown) {
    return most == null || shown < most;
  }
}
