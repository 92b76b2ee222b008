package dev.gantry.cli;

import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.BuildArchive;
import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.BuildOutcome.Cancelled;
import dev.gantry.domain.build.BuildOutcome.Failed;
import dev.gantry.domain.build.BuildOutcome.Succeeded;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Dockerfile;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `gantry builds follow`: watches a build that somebody else has started.
@Command(
    name = "follow",
    header = "Watches a build that runs, whoever started it, to its end.",
    description = {
      "Ends with the exit code that “gantry build” would have: 1 if the build fails. Ctrl-C looks"
          + " away; the build goes on.",
      "",
      "With --json, prints an object a line, as “gantry build” does. After Ctrl-C the last one has the"
          + " status running.",
      ""
    })
final class BuildsFollowCommand implements Callable<Integer> {
  private static final Duration PERIOD = Duration.ofMillis(300);

  private final CliContext context;
  private final GlobalOptions options;
  private final ProblemPrinter problems;

  @Parameters(
      paramLabel = "REF",
      arity = "0..1",
      description =
          "Reference of the build or its beginning, or the name of its image. Default: the build"
              + " that began last of those under way, or else the next one that begins.")
  private @Nullable String reference;

  BuildsFollowCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
    this.problems = new ProblemPrinter(context.strings(), context.problems());
  }

  @Override
  public Integer call() throws InterruptedException {
    BuildArchive archive = context.ports().archive();
    Optional<ArchivedBuild> found =
        reference == null
            ? runningOrNext(archive)
            : Optional.of(new ArchiveLookup(archive).named(reference));
    return found.isPresent() ? follow(archive, found.get()) : ExitCode.CANCELLED;
  }

  /// The build that began last of those under way, else the next one; empty when Ctrl-C ends the
  /// waiting for it.
  private Optional<ArchivedBuild> runningOrNext(BuildArchive archive) throws InterruptedException {
    List<ArchivedBuild> known = archive.list();
    Optional<ArchivedBuild> found = known.stream().filter(ArchivedBuild::running).findFirst();
    if (found.isPresent()) {
      return found;
    }
    Set<String> refs = known.stream().map(ArchivedBuild::ref).collect(Collectors.toSet());
    CountDownLatch ended = new CountDownLatch(1);
    context.cancellation().endBy(ended::countDown);
    context.say(context.strings().text("cli.builds.waiting"));
    while (found.isEmpty()) {
      if (ended.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
      // one that was over before it was looked for is found, too
      found = archive.list().stream().filter(build -> !refs.contains(build.ref())).findFirst();
    }
    return found;
  }

  private int follow(BuildArchive archive, ArchivedBuild build) throws InterruptedException {
    BuildFollower follower =
        BuildFollower.ofOthers(
            (_, events) -> archive.follow(build, events), context.clock(), context.cancellation());
    BuildFollower.Result result =
        follower.follow(List.of(BuildRequest.of(target(build))), _ -> display()).getFirst();
    return switch (result.outcome()) {
      case Succeeded done -> succeeded(build, done);
      case Failed(var problem, _) -> failed(build, problem);
      case Cancelled _ when context.cancellation().isCancelled() -> lookedAway(build);
      case Cancelled _ -> cancelled(build);
    };
  }

  /// What a display has to know of the build.
  private static BuildTarget target(ArchivedBuild build) {
    return new BuildTarget(
        build.name(),
        "",
        "",
        build.ref(),
        BuildDefinition.of(new BuildContext.Remote(""), new Dockerfile.InContext("Dockerfile"))
            .build());
  }

  private BuildDisplay display() {
    Console console = context.console();
    if (options.json()) {
      return new JsonDisplay(console.out(), Optional.empty());
    }
    return console.terminal()
        ? new LiveDisplay(
            console.err(),
            context.strings(),
            console.paintErr(options.color()),
            RemainingTimes.loading(context))
        : new PlainDisplay(console.err(), context.strings(), "");
  }

  private int succeeded(ArchivedBuild build, Succeeded done) {
    if (options.json()) {
      result(build, "succeeded");
    } else {
      context
          .console()
          .out()
          .print(
              context.strings().text("cli.build.done", build.name(), Durations.format(done.took()))
                  + "\n");
      context.console().out().flush();
    }
    return ExitCode.OK;
  }

  private int failed(ArchivedBuild build, Problem problem) {
    if (options.json()) {
      Json.line(
          context.console().out(),
          Json.event("result")
              .put("status", "failed")
              .put("ref", build.ref())
              .set("problem", problems.json(problem)));
    } else {
      problems.print(problem, context.console().err(), context.console().paintErr(options.color()));
    }
    return ExitCode.of(problem);
  }

  private int cancelled(ArchivedBuild build) {
    if (options.json()) {
      result(build, "cancelled");
    } else {
      context.say(context.strings().text("cli.build.cancelled", build.name()));
    }
    return ExitCode.CANCELLED;
  }

  private int lookedAway(ArchivedBuild build) {
    if (options.json()) {
      result(build, "running");
    } else {
      context.say(context.strings().text("cli.builds.goesOn", build.name()));
    }
    return ExitCode.CANCELLED;
  }

  private void result(ArchivedBuild build, String status) {
    Json.line(
        context.console().out(),
        Json.event("result").put("status", status).put("ref", build.ref()));
  }
}
