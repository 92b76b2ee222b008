package dev.gantry.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;

/// The command line as a whole.
public final class GantryCli {
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
            .addSubcommand(new LayersCommand(context, options))
            .addSubcommand(new CompareCommand(context, options))
            .addSubcommand(new ModeCommand(context, options))
            .addSubcommand(new AskCommand(context, options))
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
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(
                    context.console().terminal() ? Ansi.ON : Ansi.OFF))
            .setParameterExceptionHandler((exception, _) -> failures.onWrongUsage(exception))
            .setExecutionExceptionHandler(
                (exception, command, _) -> failures.onException(exception, command));
    setVersion(commands, () -> new String[] {version});
  }

  private static void setVersion(CommandLine command, IVersionProvider version) {
    command.getCommandSpec().versionProvider(version);
    command.getSubcommands().values().forEach(it -> setVersion(it, version));
  }

  /// Runs a command and returns its exit code.
  public int run(String... arguments) {
    return commands.execute(arguments);
  }
}
