package dev.gantry.adapter.compose;

import dev.gantry.adapter.process.Command;
import dev.gantry.adapter.process.Exit;
import dev.gantry.adapter.process.OutputLine;
import dev.gantry.adapter.process.ProcessRunner;
import dev.gantry.adapter.process.RunningProcess;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Calls the compose tool: with the engine that Gantry uses, and not the one that the tool would
/// find.
final class ComposeCalls {

  /// For calls that need no engine: the Docker CLI looks up the current context even then, and
  /// fails when that is broken.
  private static final String NO_ENGINE = "unix:///var/run/docker.sock";

  /// How long the tool may take to end after it was told to.
  private static final Duration END_GRACE = Duration.ofSeconds(20);

  private final ProcessRunner processes;
  private final ComposeToolFinder finder;
  private final CaBundle caBundle;
  private final ReadProjects remembered;
  private final Map<String, String> environment;
  private final Path directory;
  private final AtomicReference<@Nullable ComposeTool> found = new AtomicReference<>();

  /// @param remembered what the tool has made of projects before
  /// @param directory that programs run in; an absolute path
  ComposeCalls(
      ProcessRunner processes,
      ComposeToolFinder finder,
      ComposeEnvironment environment,
      ReadProjects remembered,
      Path directory) {
    this.processes = processes;
    this.finder = finder;
    this.caBundle = new CaBundle(environment);
    this.remembered = remembered;
    this.environment = environment.variables();
    this.directory = directory;
  }

  /// Has the tool read a project. The first time, every tool that there may be is called with it at
  /// once: one that does what it is told will do, and need not be asked before. Where none does,
  /// the project is at fault or the tool, so the tool is looked for.
  ///
  /// @throws GantryException as the next one
  ComposeResult read(List<String> arguments, Duration deadline) throws InterruptedException {
    if (found.get() == null) {
      List<ComposeTool> tools = finder.untried();
      for (ComposeTool tool : remembered.bestFirst(tools)) {
        try {
          ComposeResult result = read(command(tool, Optional.empty(), arguments), deadline);
          if (result.isSuccess()) {
            found.set(tool);
            remembered.worked(tools, tool);
            return result;
          }
        } catch (IOException _) {
          // there is no such program
        }
      }
    }
    Command command = command(tool(), Optional.empty(), arguments);
    try {
      return read(command, deadline);
    } catch (IOException e) {
      throw gone(command, e);
    }
  }

  /// A file may change while the tool reads it.
  private ComposeResult read(Command command, Duration deadline)
      throws IOException, InterruptedException {
    Optional<ReadProjects.Question> question = question(command);
    Optional<ComposeResult> known = question.flatMap(remembered::answer);
    if (known.isPresent()) {
      return known.get();
    }
    ComposeResult result = call(command, deadline, _ -> {});
    if (result.isSuccess() && question.equals(question(command))) {
      question.ifPresent(it -> remembered.keep(it, result));
    }
    return result;
  }

  private Optional<ReadProjects.Question> question(Command command) {
    return remembered.question(command, environment, directory);
  }

  /// Calls the tool and keeps what it says.
  ///
  /// @param engine where the engine listens, for calls that need one
  /// @throws GantryException with a `ComposeToolMissing` or, at the deadline, a `TimedOut`
  ComposeResult call(Optional<EngineAddress> engine, List<String> arguments, Duration deadline)
      throws InterruptedException {
    return call(engine, arguments, deadline, _ -> {});
  }

  /// As above, and shows each line as it comes. An interrupt ends the tool, and this returns when
  /// it has ended.
  ComposeResult call(
      Optional<EngineAddress> engine,
      List<String> arguments,
      Duration deadline,
      Consumer<OutputLine> lines)
      throws InterruptedException {
    Command command = command(tool(), engine, arguments);
    try {
      return call(command, deadline, lines);
    } catch (IOException e) {
      throw gone(command, e);
    }
  }

  /// It was there before.
  private GantryException gone(Command command, IOException cause) {
    found.set(null);
    return new GantryException(new Problem.ComposeToolMissing(List.of(command.program())), cause);
  }

  private ComposeResult call(Command command, Duration deadline, Consumer<OutputLine> lines)
      throws IOException, InterruptedException {
    List<OutputLine> all = new ArrayList<>();
    Consumer<OutputLine> keep = all::add;
    Exit exit = awaitEnd(processes.start(command, keep.andThen(lines)), deadline);
    return switch (exit) {
      case Exit.Completed(int code) -> new ComposeResult(code, all);
      case Exit.TimedOut _, Exit.Cancelled _ ->
          throw new GantryException(new Problem.TimedOut(command.toString(), deadline));
    };
  }

  private static Exit awaitEnd(RunningProcess process, Duration deadline)
      throws InterruptedException {
    try {
      return process.await(deadline);
    } catch (InterruptedException e) {
      process.await(END_GRACE);
      throw e;
    }
  }

  private Command command(
      ComposeTool tool, Optional<EngineAddress> engine, List<String> arguments) {
    return tool.command(arguments)
        .withoutEnvironment("DOCKER_CONTEXT")
        .withoutEnvironment("DOCKER_TLS")
        .withoutEnvironment("DOCKER_TLS_VERIFY")
        .withoutEnvironment("DOCKER_CERT_PATH")
        .withoutEnvironment("COMPOSE_FILE")
        .withEnvironment(environment(engine));
  }

  private Map<String, String> environment(Optional<EngineAddress> engine) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DOCKER_HOST", engine.map(EngineAddress::host).orElse(NO_ENGINE));
    engine
        .filter(EngineAddress::hasTls)
        .ifPresent(
            address -> {
              environment.put(address.anyCertificate() ? "DOCKER_TLS" : "DOCKER_TLS_VERIFY", "1");
              address
                  .tlsDirectory()
                  .ifPresent(
                      directory -> environment.put("DOCKER_CERT_PATH", directory.toString()));
            });
    caBundle.find().map(Path::toString).ifPresent(path -> environment.put(CaBundle.VARIABLE, path));
    return environment;
  }

  private ComposeTool tool() throws InterruptedException {
    ComposeTool known = found.get();
    if (known == null) {
      known = finder.find();
      found.set(known);
    }
    return known;
  }
}
