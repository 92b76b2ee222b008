package dev.gantry.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The option that says how long lists of files are.
final class FileLimit {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  private int count = 10;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "List so many files at most. Default: ${DEFAULT-VALUE}.")
  void setCount(int wanted) {
    if (wanted < 1 && spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--top has to be 1 or more");
    }
    count = wanted;
  }

  int count() {
    return count;
  }
}
