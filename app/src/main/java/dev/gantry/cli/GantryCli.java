package dev.gantry.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

  /// Looks at all other commands.
  private static final String COMPLETION = "completion";

  private static final String SERVICE = "service";

  private static final Set<String> VERSION = Set.of("-V", "--version");

  private final CliContext context;
  private final String version;
  private final ToIntFunction<Optional<Path>> dashboard;
  private final GlobalOptions options = new GlobalOptions();
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  /// Puts the commands together.
  ///
  /// @param version what `--version` prints
  /// @param dashboard opens the dashboard on a project, if one is named, and returns an exit code
  public GantryCli(CliContext context, String version, ToIntFunction<Optional<Path>> dashboard) {
    this.context = context;
    this.version = version;
    this.dashboard = dashboard;
    commands.put("build", () -> new BuildCommand(context, options));
    commands.put("forecast", () -> new ForecastCommand(context, options));
    commands.put("layers", () -> new LayersCommand(context, options));
    commands.put("compare", () -> new CompareCommand(context, options));
    commands.put(
        "builds",
        () ->
            new CommandLine(new BuildsCommand(context, options))
                .addSubcommand(new BuildsListCommand(context, options))
                .addSubcommand(new BuildsShowCommand(context, options))
                .addSubcommand(new BuildsFollowCommand(context, options))
                .addSubcommand(new BuildsExportCommand(context)));
    commands.put(
        "cache",
        () ->
            new CommandLine(new CacheCommand(context, options))
                .addSubcommand(new CacheUsageCommand(context, options))
                .addSubcommand(new CachePruneCommand(context, options)));
    commands.put("mode", () -> new ModeCommand(context, options));
    commands.put("ask", () -> new AskCommand(context, options));
    commands.put("embed", () -> new EmbedCommand(context, options));
    commands.put("load", () -> new LoadCommand(context, options));
    commands.put("cycles", () -> new CyclesCommand(context, options));
    commands.put(
        SERVICE,
        () -> new CommandLine(new ServiceCommand()).addSubcommand(new ServiceRunCommand()));
    commands.put(COMPLETION, () -> new CompletionCommand(context, options));
    commands.put(
        "engine",
        () ->
            new CommandLine(new EngineCommand())
                .addSubcommand(new EngineStatusCommand(context, options))
                .addSubcommand(new EngineStartCommand(context, options))
                .addSubcommand(new EngineStopCommand(context, options))
                .addSubcommand(new EngineBaseImageCommand(context, options)));
    commands.put(
        "resident",
        () ->
            new CommandLine(new ResidentCommand())
                .addSubcommand(new ResidentStatusCommand(context, options))
                .addSubcommand(new ResidentStopCommand(context, options)));
  }

  /// Runs a command and returns its exit code.
  public int run(String... arguments) {
    return commandLine(List.of(arguments)).execute(arguments);
  }

  private CommandLine commandLine(List<String> arguments) {
    Failures failures = new Failures(context, options);
    CommandLine root = new CommandLine(new RootCommand(options, dashboard));
    Set<String> wanted = wanted(arguments);
    commands.forEach(
        (name, command) -> {
          if (wanted.contains(name)) {
            root.addSubcommand(command.get());
          }
        });
    Optional.ofNullable(root.getSubcommands().get(SERVICE))
        .map(it -> it.getSubcommands().get("run"))
        .ifPresent(ServiceRunCommand::standAlone);
    setVersion(root, () -> new String[] {version});
    return root.registerConverter(Duration.class, new DurationConverter())
        .registerConverter(Limit.class, new Limit.Converter())
        .registerConverter(Limit.Size.class, new Limit.SizeConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(context.console().out())
        .setErr(context.console().err())
        .setExecutionStrategy(command -> execute(command, context, options))
        .setParameterExceptionHandler((exception, _) -> failures.onWrongUsage(exception))
        .setExecutionExceptionHandler(
            (exception, command, _) -> failures.onException(exception, command));
  }

  /// The commands that the arguments name, or all where they name none, as a mistyped one: to read
  /// the annotations of all takes longer than most commands.
  private Set<String> wanted(List<String> arguments) {
    if (arguments.size() == 1 && VERSION.contains(arguments.getFirst())) {
      return Set.of();
    }
    Set<String> named = new LinkedHashSet<>(commands.keySet());
    named.retainAll(arguments);
    return named.isEmpty() || named.contains(COMPLETION) ? commands.keySet() : named;
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
    return commandLine(List.of()).getCommandSpec();
  }
}
