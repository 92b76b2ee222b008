package dev.gantry.cli;

import dev.gantry.domain.inference.InferenceService.Watch;
import dev.gantry.domain.inference.Watched;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.Explanation;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Follows what a service tells of something until Ctrl-C, or until nobody reads it any more. A
/// service that was there and is away is waited for.
final class Following<T> {
  /// What is told while the terminal stands still; more is dropped.
  private static final int MOST_WAITING = 1_000;

  /// How soon Ctrl-C is noticed while nothing is told.
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final CliContext context;
  private final GlobalOptions options;
  private final Problem notOffered;
  private boolean begun;

  /// @param notOffered what is wrong with a service that tells no such thing
  Following(CliContext context, GlobalOptions options, Problem notOffered) {
    this.context = context;
    this.options = options;
    this.notOffered = notOffered;
  }

  /// @param display shows what was told and says whether to go on
  void follow(Function<Consumer<Watched<T>>, Watch> source, Predicate<T> display)
      throws InterruptedException {
    BlockingQueue<Watched<T>> told = new ArrayBlockingQueue<>(MOST_WAITING);
    try (Watch _ = source.apply(told::offer)) {
      boolean goesOn = true;
      while (goesOn && !context.cancellation().isCancelled()) {
        Watched<T> next = told.poll(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        goesOn = next == null || (show(next, display) && !context.console().out().checkError());
      }
    }
  }

  private boolean show(Watched<T> told, Predicate<T> display) {
    return switch (told) {
      case Watched.News<T>(var value) -> {
        begun = true;
        yield display.test(value);
      }
      case Watched.NotOffered<T> _ -> lost(notOffered);
      case Watched.Lost<T>(var problem) -> lost(problem);
    };
  }

  private boolean lost(Problem problem) {
    if (!begun) {
      throw new GantryException(problem);
    }
    if (options.json()) {
      Json.line(
          context.console().out(),
          Json.event("lost")
              .set(
                  "problem",
                  new ProblemPrinter(context.strings(), context.problems()).json(problem)));
    } else {
      Explanation explanation = context.problems().explain(problem);
      context.say(
          explanation.cause().isEmpty()
              ? explanation.title()
              : context
                  .strings()
                  .text("cli.following.lost", explanation.title(), explanation.cause()));
    }
    return true;
  }
}
