package dev.gantry.adapter.compose;

import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.CommandResult;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the compose tool: the plugin's program in the folders of the Docker CLI (it works without
/// the CLI, and starts sooner), `docker compose`, `docker-compose`, and the plugin of the private
/// engine.
final class ComposeToolFinder {

  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final String PLUGIN = "docker-compose";
  private static final List<String> SYSTEM_PLUGIN_DIRECTORIES =
      List.of(
          "usr/local/lib/docker/cli-plugins",
          "usr/local/libexec/docker/cli-plugins",
          "usr/lib/docker/cli-plugins",
          "usr/libexec/docker/cli-plugins",
          "Applications/Docker.app/Contents/Resources/cli-plugins");
  private static final Pattern VERSION = Pattern.compile("v?((\\d{1,4})\\.(\\d{1,4})\\S*)");

  /// The first with everything that is used here is 2.20 of July 2023.
  private static final int OLDEST_MAJOR = 2;

  private static final int OLDEST_MINOR = 20;

  private final ProcessRunner processes;
  private final ComposeEnvironment environment;
  private final Supplier<Optional<Path>> privatePlugin;

  ComposeToolFinder(
      ProcessRunner processes,
      ComposeEnvironment environment,
      Supplier<Optional<Path>> privatePlugin) {
    this.processes = processes;
    this.environment = environment;
    this.privatePlugin = privatePlugin;
  }

  /// The tools that there may be, taken for new ones.
  List<ComposeTool> untried() {
    return candidates().stream().map(program -> new ComposeTool(program, true)).toList();
  }

  /// @throws GantryException with a `ComposeToolMissing`
  ComposeTool find() throws InterruptedException {
    List<String> tried = new ArrayList<>();
    for (List<String> program : candidates()) {
      // asked first, since whatever has it is new enough: every call of the tool takes its time
      if (hasJsonProgress(program)) {
        return new ComposeTool(program, true);
      }
      Optional<String> version = version(program);
      if (version.isPresent() && isNewEnough(version.get())) {
        return new ComposeTool(program, false);
      }
      tried.add(String.join(" ", program) + version.map(found -> " (" + found + ")").orElse(""));
    }
    throw new GantryException(new Problem.ComposeToolMissing(tried));
  }

  private SequencedSet<List<String>> candidates() {
    SequencedSet<List<String>> candidates = new LinkedHashSet<>();
    pluginDirectories()
        .map(directory -> directory.resolve(PLUGIN))
        .filter(Files::isExecutable)
        .forEach(plugin -> candidates.add(List.of(plugin.toString())));
    candidates.add(List.of("docker", "compose"));
    candidates.add(List.of(PLUGIN));
    privatePlugin.get().ifPresent(plugin -> candidates.add(List.of(plugin.toString())));
    return candidates;
  }

  private Stream<Path> pluginDirectories() {
    Path config =
        environment
            .variable("DOCKER_CONFIG")
            .map(Path::of)
            .orElseGet(() -> environment.home().resolve(".docker"));
    return Stream.concat(
        Stream.of(config.resolve("cli-plugins")),
        SYSTEM_PLUGIN_DIRECTORIES.stream().map(environment.root()::resolve));
  }

  private Optional<String> version(List<String> program) throws InterruptedException {
    return run(Command.of(program).plus("version", "--short"))
        .filter(CommandResult::isSuccess)
        .map(result -> VERSION.matcher(result.outputText().strip()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }

  private static boolean isNewEnough(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return false;
    }
    int major = Integer.parseInt(matcher.group(2));
    int minor = Integer.parseInt(matcher.group(3));
    return major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
  }

  /// Asked with a project of its own on standard input, since only commands that read a project
  /// check the option.
  private boolean hasJsonProgress(List<String> program) throws InterruptedException {
    Command command =
        Command.of(program)
            .plus("--progress", "json", "-p", "probe", "-f", "-", "config", "-q")
            .withInput("services: {probe: {image: probe}}");
    return run(command).filter(CommandResult::isSuccess).isPresent();
  }

  private Optional<CommandResult> run(Command command) throws InterruptedException {
    try {
      return Optional.of(
          processes.run(
              command.withoutEnvironment("DOCKER_CONTEXT").withoutEnvironment("COMPOSE_FILE"),
              DEADLINE));
    } catch (IOException _) {
      // there is no such program
      return Optional.empty();
    }
  }
}
