package dev.gantry.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/// Gantry itself: without a command it opens the dashboard.
@Command(
    name = "gantry",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "[COMMAND]",
    header = "Builds container images, shows what they are made of, and runs them.",
    description = "Without a command, the dashboard opens.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; the standard error says why",
      "2:the command line is wrong, or names something that the project does not have",
      "3:no container engine can be used",
      "4:done, but the result is over a budget such as --max-size",
      "130:cancelled (Ctrl-C)"
    },
    footerHeading = "%nFiles:%n",
    footer = "  ${gantry.log:-gantry.log}%n      what went on, for reports of defects")
final class RootCommand implements Callable<Integer> {
  @Mixin private final GlobalOptions options;
  private final ToIntFunction<Optional<Path>> dashboard;

  /// @param dashboard opens the project, if one is named, and returns an exit code
  RootCommand(GlobalOptions options, ToIntFunction<Optional<Path>> dashboard) {
    this.options = options;
    this.dashboard = dashboard;
  }

  @Override
  public Integer call() {
    return dashboard.applyAsInt(options.project());
  }
}
