package dev.gantry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gantry cache`: the engine's build cache. Shows what it holds when nothing else is asked for.
@Command(
    name = "cache",
    header = "Shows what the engine's build cache holds, and removes what is not needed.",
    description = {"Without a command, shows the disk usage.", ""})
final class CacheCommand implements Callable<Integer> {
  private final CacheUsageCommand usage;

  CacheCommand(CliContext context, GlobalOptions options) {
    this.usage = new CacheUsageCommand(context, options);
  }

  @Override
  public Integer call() {
    return usage.call();
  }
}
