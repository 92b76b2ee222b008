package dev.gantry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gantry builds`: the builds that the engine knows. Lists them when nothing else is asked for.
@Command(
    name = "builds",
    header = "Shows the builds that the engine runs or remembers, whoever started them.",
    description = {"Without a command, lists them.", ""})
final class BuildsCommand implements Callable<Integer> {
  private final BuildsListCommand list;

  BuildsCommand(CliContext context, GlobalOptions options) {
    this.list = new BuildsListCommand(context, options);
  }

  @Override
  public Integer call() {
    return list.call();
  }
}
