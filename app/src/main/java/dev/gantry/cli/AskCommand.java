package dev.gantry.cli;

import dev.gantry.domain.inference.FinishReason;
import dev.gantry.domain.inference.GenerationEvent;
import dev.gantry.domain.inference.InferenceService.Generation;
import dev.gantry.domain.inference.Prompt;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.problem.GantryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry ask`: streams an answer of the running service.
@Command(
    name = "ask",
    header = "Asks the running LLM service.",
    description = {
      "The answer goes to the standard output as it comes, its speed to the standard error.",
      "",
      "With --json, prints an object a line: \"queued\", \"started\", \"token\", and at the end"
          + " \"finished\".",
      ""
    })
final class AskCommand implements Callable<Integer> {
  private static final long MAX_SEED = (1L << 32) - 1;

  /// When the terminal is slow the service waits.
  private static final int MAX_WAITING_EVENTS = 1_000;

  private final CliContext context;
  private final GlobalOptions options;

  @Parameters(paramLabel = "PROMPT", arity = "1", description = "What to ask.")
  private String text = "";

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "256",
      description = "Longest answer, in tokens. Default: ${DEFAULT-VALUE}.")
  private int maxTokens = 256;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0.8",
      description = "0 for the most likely token always. Default: ${DEFAULT-VALUE}.")
  private double temperature = 0.8;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "For the same answer again. Default: random.")
  private @Nullable Long seed;

  @Option(
      names = "--stop",
      paramLabel = "TEXT",
      description = "Text that ends the answer; may be given several times.")
  private List<String> stop = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10m",
      description = "How long the answer may take. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofMinutes(10);

  @Mixin private final ServiceChoice service = new ServiceChoice();

  @Mixin private final Usage usage = new Usage();

  AskCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    Prompt prompt = prompt();
    ServiceEndpoint endpoint = service.endpoint(context, options);
    AnswerDisplay display = new AnswerDisplay(context, options.json());
    BlockingQueue<GenerationEvent> events = new ArrayBlockingQueue<>(MAX_WAITING_EVENTS);
    display.begin(context.clock().instant());
    Generation generation =
        context.ports().inference().generate(endpoint, prompt, event -> put(events, event));
    context.cancellation().endBy(generation::cancel);
    while (true) {
      GenerationEvent event = events.take();
      display.show(event);
      switch (event) {
        case GenerationEvent.Finished(_, var reason, _) -> {
          return reason == FinishReason.CANCELLED ? ExitCode.CANCELLED : ExitCode.OK;
        }
        case GenerationEvent.Failed(_, var problem) -> throw new GantryException(problem);
        case GenerationEvent.Queued _, GenerationEvent.Started _, GenerationEvent.Token _ -> {
          // the answer goes on
        }
      }
    }
  }

  private Prompt prompt() {
    usage.require(maxTokens >= 1, "--max-tokens has to be 1 or more");
    usage.require(temperature >= 0, "--temperature has to be 0 or more");
    usage.require(
        seed == null || (seed >= 0 && seed <= MAX_SEED), "--seed has to be 0 to " + MAX_SEED);
    return new Prompt(text, maxTokens, temperature, Optional.ofNullable(seed), stop, timeout);
  }

  private static void put(BlockingQueue<GenerationEvent> events, GenerationEvent event) {
    try {
      events.put(event);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
