package dev.gantry.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The command line as a whole.
public final class GantryCli {
  private static final int MIN_HELP_WIDTH = 60;

  /// Longer lines are hard to read; where there is no terminal they are this long.
  private static final int MAX_HELP_WIDTH = 100;

  private final CommandLine commands;

  /// Puts the commands together.
  ///
  /// @param version what `--version` prints
  /// @param dashboard opens the dashboard on a project, if one is named, and returns an exit code
  public GantryCli(CliContext context, String version, ToIntFunction<Optional<Path>> dashboard) {
    GlobalOptions options = new GlobalOptions();
    Failures failures = new Failures(context, options);
    this.commands =
        new CommandLine(new RootCommand(options, dashboard))
            .addSubcommand(new BuildCommand(context, options))
            .addSubcommand(new ForecastCommand(context, options))
            .addSubcommand(new LayersCommand(context, options))
            .addSubcommand(new CompareCommand(context, options))
            .addSubcommand(
                new CommandLine(new BuildsCommand(context, options))
                    .addSubcommand(new BuildsListCommand(context, options))
                    .addSubcommand(new BuildsShowCommand(context, options))
                    .addSubcommand(new BuildsFollowCommand(context, options))
                    .addSubcommand(new BuildsExportCommand(context)))
            .addSubcommand(
                new CommandLine(new CacheCommand(context, options))
                    .addSubcommand(new CacheUsageCommand(context, options))
                    .addSubcommand(new CachePruneCommand(context, options)))
            .addSubcommand(new ModeCommand(context, options))
            .addSubcommand(new AskCommand(context, options))
            .addSubcommand(new CompletionCommand(context, options))
            .addSubcommand(
                new CommandLine(new EngineCommand())
                    .addSubcommand(new EngineStatusCommand(context, options))
                    .addSubcommand(new EngineStartCommand(context, options))
                    .addSubcommand(new EngineStopCommand(context, options))
                    .addSubcommand(new EngineBaseImageCommand(context, options)))
            .registerConverter(Duration.class, new DurationConverter())
            .registerConverter(Limit.class, new Limit.Converter())
            .registerConverter(Limit.Size.class, new Limit.SizeConverter())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(context.console().out())
            .setErr(context.console().err())
            .setExecutionStrategy(command -> execute(command, context, options))
            .setParameterExceptionHandler((exception, _) -> failures.onWrongUsage(exception))
            .setExecutionExceptionHandler(
                (exception, command, _) -> failures.onException(exception, command));
    setVersion(commands, () -> new String[] {version});
  }

  /// Help is printed as the options want it, so it cannot be set up before.
  ///
  /// What has no end of its own is interrupted by Ctrl-C.
  private static int execute(ParseResult command, CliContext context, GlobalOptions options) {
    context.cancellation().endBy(Thread.currentThread()::interrupt);
    Console console = context.console();
    if (command.asCommandLineList().stream().anyMatch(CommandLine::isUsageHelpRequested)) {
      Ansi ansi = console.paintOut(options.color()).on() ? Ansi.ON : Ansi.OFF;
      CommandLine root = command.asCommandLineList().getFirst();
      root.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
      root.setUsageHelpWidth(Math.clamp(console.width(), MIN_HELP_WIDTH, MAX_HELP_WIDTH));
    }
    return new CommandLine.RunLast().execute(command);
  }

  private static void setVersion(CommandLine command, IVersionProvider version) {
    command.getCommandSpec().versionProvider(version);
    command.getSubcommands().values().forEach(it -> setVersion(it, version));
  }

  /// What the command line understands.
  CommandSpec model() {
    return commands.getCommandSpec();
  }

  /// Runs a command and returns its exit code.
  public int run(String... arguments) {
    return commands.execute(arguments);
  }
}
