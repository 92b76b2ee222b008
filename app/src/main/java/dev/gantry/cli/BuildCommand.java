package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.BuildOutcome.Cancelled;
import dev.gantry.domain.build.BuildOutcome.Failed;
import dev.gantry.domain.build.BuildOutcome.Succeeded;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildResult;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.forecast.CacheReview;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gantry build`: builds targets, several at once.
@Command(
    name = "build",
    header = "Builds images.",
    description = {
      "A target is a service with a build section, in a mode: it is called by the name of the mode,"
          + " or MODE/SERVICE where a mode builds several.",
      "Several are built at once; what they share is done once.",
      "",
      "With --json, prints an object a line: \"build\", \"reduced\" where the engine tells less"
          + " than usual, \"engine\" where it falls silent and answers again, \"step\", \"log\", \"warning\", \"ran\" for each step that ran and why,"
          + " and at the end of each target \"result\" with a \"status\" of"
          + " succeeded, failed or cancelled.",
      "",
      "For example:",
      "  gantry build prod --no-cache",
      "  gantry build prod --max-size 200MB --max-waste 5%% --summary summary.md",
      ""
    })
final class BuildCommand implements Callable<Integer> {
  /// How long to wait for what is known of a build only when it is remembered.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CliContext context;
  private final GlobalOptions options;
  private final BuildReport report;
  private final MissReport misses;
  private final ProblemPrinter problems;
  private @Nullable SeveralBuildsStatus status;

  @Mixin private final BuildChoice choice = new BuildChoice();
  @Mixin private final BuildBudget budget = new BuildBudget();
  @Mixin private final SummaryFile summary = new SummaryFile();

  BuildCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
    this.report = new BuildReport(context.strings());
    this.misses = new MissReport(context);
    this.problems = new ProblemPrinter(context.strings(), context.problems());
  }

  @Override
  public Integer call() throws InterruptedException {
    // while the compose tool reads the project
    context.ports().builds().prepare();
    List<BuildRequest> requests = choice.requests(context, options);
    BuildFollower follower =
        new BuildFollower(context.ports().builds(), context.clock(), context.cancellation());
    List<Optional<Image>> before = requests.stream().map(it -> before(it.target())).toList();
    List<BuildFollower.Result> results =
        follower.follow(requests, target -> display(target, requests.size()));
    int worst = ExitCode.OK;
    for (int i = 0; i < requests.size(); i++) {
      int code = finished(requests.get(i).target(), results.get(i), before.get(i));
      worst = worst == ExitCode.OK || worst == ExitCode.OVER_BUDGET ? worse(worst, code) : worst;
    }
    return worst;
  }

  /// A build that failed weighs more than one that exceeds its budget.
  private static int worse(int first, int second) {
    return second == ExitCode.OK ? first : second;
  }

  private Optional<Image> before(BuildTarget target) {
    return summary.isWanted() ? context.ports().images().find(target.image()) : Optional.empty();
  }

  private int finished(BuildTarget target, BuildFollower.Result result, Optional<Image> before)
      throws InterruptedException {
    return switch (result.outcome()) {
      case Succeeded built -> succeeded(target, built, result.progress(), before);
      case Failed(var problem, _) -> failed(target, problem);
      case Cancelled _ -> cancelled(target);
    };
  }

  /// @param count how many targets are built; of several, each line says which it is about
  private BuildDisplay display(BuildTarget target, int count) {
    Console console = context.console();
    boolean several = count > 1;
    String label = several ? target.name() + " " : "";
    if (options.json()) {
      return new JsonDisplay(console.out(), Optional.of(target.name()).filter(_ -> several));
    }
    if (!console.terminal()) {
      return new PlainDisplay(console.err(), context.strings(), label);
    }
    Paint paint = console.paintErr(options.color());
    return several
        ? new SeveralBuildsDisplay(
            console.err(), context.strings(), label, status(console.err(), paint))
        : new LiveDisplay(console.err(), context.strings(), paint, RemainingTimes.loading(context));
  }

  /// The line that all displays have in common.
  private SeveralBuildsStatus status(PrintWriter err, Paint paint) {
    SeveralBuildsStatus known = status;
    if (known == null) {
      known = new SeveralBuildsStatus(err, context.strings(), paint);
      status = known;
    }
    return known;
  }

  private int succeeded(
      BuildTarget target, Succeeded built, BuildProgress progress, Optional<Image> before)
      throws InterruptedException {
    CacheReview review = context.ports().reviews().ofLastBuild(target, PATIENCE);
    BuildResult result = BuildResult.of(progress, built.origins(), review.costs());
    Optional<Image> image = built.image().map(id -> image(id).withOrigins(built.origins()));
    List<String> excesses =
        budget.excesses(built.took(), image, new ImageLookup(context, options), context.strings());
    if (options.json()) {
      misses.print(target, review.missed(), true);
      ObjectNode node = report.json(target, built, result, image);
      BudgetReport.put(node, excesses);
      Json.line(context.console().out(), node);
    } else {
      Console console = context.console();
      console
          .out()
          .print(
              report.text(
                  target,
                  built,
                  result,
                  image,
                  console.width(),
                  console.paintOut(options.color())));
      console.out().flush();
      misses.print(target, review.missed(), false);
    }
    summary.append(
        context.workingDirectory(),
        () ->
            new BuildSummary(context.strings())
                .succeeded(target, built.took(), result.steps(), before, image, excesses));
    return new BudgetReport(context, options).finish(target.name(), excesses);
  }

  private Image image(Digest id) {
    return context
        .ports()
        .images()
        .find(id.value())
        .orElseThrow(() -> new GantryException(new Problem.ImageMissing(id.value())));
  }

  private int failed(BuildTarget target, Problem problem) {
    if (options.json()) {
      Json.line(
          context.console().out(),
          Json.event("result")
              .put("status", "failed")
              .put("target", target.name())
              .set("problem", problems.json(problem)));
    } else {
      problems.print(problem, context.console().err(), context.console().paintErr(options.color()));
    }
    summary.append(
        context.workingDirectory(),
        () ->
            new BuildSummary(context.strings())
                .failed(target, context.problems().explain(problem)));
    return ExitCode.of(problem);
  }

  private int cancelled(BuildTarget target) {
    if (options.json()) {
      Json.line(
          context.console().out(),
          Json.event("result").put("status", "cancelled").put("target", target.name()));
    } else {
      context.say(context.strings().text("cli.build.cancelled", target.name()));
    }
    return ExitCode.CANCELLED;
  }
}
