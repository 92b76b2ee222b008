package dev.gantry.cli;

import dev.gantry.domain.image.ImageComparison;
import dev.gantry.domain.image.ImageContents;
import dev.gantry.text.Percent;
import dev.gantry.text.Sizes;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry compare`: what differs between two images.
@Command(
    name = "compare",
    header = "Compares two images.",
    description = {
      "Shows what differs from A to B: size, layers, configuration, and files, by directory and the"
          + " largest one by one. Files are compared by content, owner and permissions. Reads both"
          + " images, which takes a while the first time.",
      "",
      "With --json, prints one document.",
      "",
      "For example:",
      "  gantry compare prod dev",
      "  gantry compare shop:1.4 shop:1.5 --max-growth 5%%",
      "  gantry compare shop:1.4 shop:1.5 --markdown >> comment.md",
      ""
    })
final class CompareCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Parameters(
      index = "0",
      paramLabel = "A",
      completionCandidates = CompletionWords.Targets.class,
      description = "An image in the engine, or a target of the project.")
  private String first = "";

  @Parameters(
      index = "1",
      paramLabel = "B",
      completionCandidates = CompletionWords.Targets.class,
      description = "The image to compare it with.")
  private String second = "";

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Sum up files by directories of so many names, as in /usr/lib/jvm. Default:"
              + " ${DEFAULT-VALUE}.")
  private int depth = 3;

  @Mixin private final FileLimit top = new FileLimit();

  @Option(names = "--markdown", description = "Print Markdown, for comments on pull requests.")
  private boolean markdown;

  @Option(
      names = "--max-growth",
      paramLabel = "LIMIT",
      description = "Exit with 4 if B is larger than A by more than this, for example 5%% or 10MB.")
  private @Nullable Limit maxGrowth;

  @Mixin private final ImageBudget budget = new ImageBudget();

  CompareCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    ImageLookup lookup = new ImageLookup(context, options);
    // both are looked for first: to read one takes a while
    var foundFirst = lookup.find(first);
    var foundSecond = lookup.find(second);
    ImageContents before = lookup.read(foundFirst);
    ImageContents after = lookup.read(foundSecond);
    ImageComparison comparison = ImageComparison.of(before, after);
    List<String> excesses = excesses(comparison);
    PrintWriter out = context.console().out();
    ComparisonSides sides = new ComparisonSides(context.strings(), comparison, first, second);
    if (options.json()) {
      Json.document(out, new ComparisonJson(comparison, depth, top.count()).node(excesses));
    } else if (markdown) {
      out.print(
          new MarkdownComparison(context.strings(), comparison, sides).text(depth, top.count()));
    } else {
      out.print(
          new ComparisonText(
                  context.strings(),
                  comparison,
                  sides,
                  context.console().width(),
                  context.console().paintOut(options.color()))
              .text(depth, top.count()));
    }
    out.flush();
    return new BudgetReport(context, options).finish(second, excesses);
  }

  private List<String> excesses(ImageComparison comparison) {
    List<String> excesses =
        new ArrayList<>(
            budget.excesses(
                comparison.after().image(),
                budget.wantsWaste() ? Optional.of(comparison.after().waste()) : Optional.empty(),
                context.strings()));
    long growth = comparison.growthBytes();
    long whole = comparison.before().image().sizeBytes();
    if (maxGrowth != null && growth > 0 && maxGrowth.isExceeded(growth, whole)) {
      excesses.add(
          context
              .strings()
              .text(
                  "cli.budget.growth",
                  Sizes.format(growth),
                  whole == 0 ? "-" : Percent.format((double) growth / whole),
                  maxGrowth.text()));
    }
    return excesses;
  }
}
