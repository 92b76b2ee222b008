package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.BuildOutcome.Cancelled;
import dev.gantry.domain.build.BuildOutcome.Failed;
import dev.gantry.domain.build.BuildOutcome.Succeeded;
import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Tally;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.image.Digest;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry build`: builds targets one after the other, until one fails.
@Command(
    name = "build",
    header = "Builds images.",
    description = {
      "A target is a service with a build section, in a mode: it is called by the name of the mode,"
          + " or MODE/SERVICE where a mode builds several.",
      "",
      "With --json, prints an object a line: \"build\", \"step\", \"log\", \"warning\", and at the"
          + " end of each target \"result\" with a \"status\" of succeeded, failed or cancelled.",
      "",
      "For example:",
      "  gantry build prod --no-cache",
      "  gantry build prod --max-size 200MB --max-waste 5%% --summary summary.md",
      ""
    })
final class BuildCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;
  private final BuildReport report;
  private final ProblemPrinter problems;

  @Parameters(
      paramLabel = "TARGET",
      completionCandidates = CompletionWords.Targets.class,
      description = "What to build. Default: all targets.")
  private List<String> names = List.of();

  @Option(names = "--no-cache", description = "Run every step again.")
  private boolean noCache;

  @Option(names = "--pull", description = "Ask the registry for newer base images.")
  private boolean pull;

  @Mixin private final BuildBudget budget = new BuildBudget();
  @Mixin private final SummaryFile summary = new SummaryFile();

  BuildCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
    this.report = new BuildReport(context.strings());
    this.problems = new ProblemPrinter(context.strings(), context.problems());
  }

  @Override
  public Integer call() throws InterruptedException {
    int worst = ExitCode.OK;
    for (BuildTarget target : targets()) {
      int code = build(target);
      switch (code) {
        case ExitCode.OK -> {}
        case ExitCode.OVER_BUDGET -> worst = code;
        default -> {
          return code;
        }
      }
    }
    return worst;
  }

  private List<BuildTarget> targets() {
    Project project = context.openProject(options.project());
    Targets targets = new Targets(context.ports().compose(), project);
    return names.isEmpty() ? targets.all() : targets.named(names);
  }

  private int build(BuildTarget target) throws InterruptedException {
    Optional<Image> before =
        summary.isWanted() ? context.ports().images().find(target.image()) : Optional.empty();
    BuildFollower follower =
        new BuildFollower(context.ports().builds(), context.clock(), context.cancellation());
    BuildFollower.Result result =
        follower.follow(BuildRequest.of(target, noCache, pull), display());
    return switch (result.outcome()) {
      case Succeeded built -> succeeded(target, built, result.progress().tally(), before);
      case Failed(var problem, _) -> failed(target, problem);
      case Cancelled _ -> cancelled(target);
    };
  }

  private BuildDisplay display() {
    Console console = context.console();
    if (options.json()) {
      return new JsonDisplay(console.out());
    }
    return console.terminal()
        ? new LiveDisplay(console.err(), context.strings(), console.paintErr(options.color()))
        : new PlainDisplay(console.err(), context.strings());
  }

  private int succeeded(BuildTarget target, Succeeded built, Tally tally, Optional<Image> before)
      throws InterruptedException {
    Optional<Image> image = built.image().map(id -> image(id).withOrigins(built.origins()));
    List<String> excesses =
        budget.excesses(built.took(), image, new ImageLookup(context, options), context.strings());
    if (options.json()) {
      ObjectNode node = report.json(target, built, tally, image);
      BudgetReport.put(node, excesses);
      Json.line(context.console().out(), node);
    } else {
      Console console = context.console();
      console
          .out()
          .print(
              report.text(
                  target, built, tally, image, console.width(), console.paintOut(options.color())));
      console.out().flush();
    }
    summary.append(
        () ->
            new BuildSummary(context.strings())
                .succeeded(target, built.took(), tally, before, image, excesses));
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
