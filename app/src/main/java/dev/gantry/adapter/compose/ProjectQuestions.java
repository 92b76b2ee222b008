package dev.gantry.adapter.compose;

import dev.gantry.adapter.process.OutputLine;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Asks about the containers of a project by its name, so that the answer does not depend on its
/// files as they are now.
record ProjectQuestions(ComposeCalls calls, EngineAddress engine, String projectName)
    implements AfterFailure {

  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String LOG_LINES = "20";

  /// The compose tool moves the cursor even where there is none.
  private static final Pattern CURSOR_MOVES = Pattern.compile("\\u001b\\[[0-9;]*[A-HJKSTsu]");

  @Override
  public List<ProjectContainer> containers() throws InterruptedException {
    ComposeResult result = ask("ps", "--all", "--format", "json");
    if (!result.isSuccess()) {
      String message = result.failure(new ProgressParser());
      throw new GantryException(
          SwitchFailure.engine(message).orElseGet(() -> new Problem.Unexpected(message)));
    }
    try {
      return ProjectContainer.read(result.output());
    } catch (IOException e) {
      throw new GantryException(new Problem.Unexpected(String.valueOf(e.getMessage())), e);
    }
  }

  @Override
  public List<String> logTail(String service) throws InterruptedException {
    return ask("logs", "--no-color", "--no-log-prefix", "--tail", LOG_LINES, service)
        .lines()
        .stream()
        .map(OutputLine::text)
        .map(line -> CURSOR_MOVES.matcher(line).replaceAll(""))
        .toList();
  }

  private ComposeResult ask(String... question) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-p", projectName));
    arguments.addAll(List.of(question));
    return calls.call(Optional.of(engine), arguments, DEADLINE);
  }
}
