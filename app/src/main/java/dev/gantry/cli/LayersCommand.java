package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageContents;
import dev.gantry.domain.image.Waste;
import dev.gantry.text.Sizes;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gantry layers`: what an image is made of.
@Command(
    name = "layers",
    header = "Shows the layers of an image.",
    description = {
      "Layers stand from the bottom up. Time, cache and line of the Dockerfile are known for images"
          + " whose build the engine remembers.",
      "",
      "With --files, reads the image, which takes a while the first time, and shows what each layer"
          + " changes, the largest files, and what is stored for nothing: files that a later layer"
          + " removes or replaces, and copies of files of a lower layer.",
      "",
      "With --json, prints one document.",
      "",
      "For example:",
      "  gantry layers prod",
      "  gantry layers debian:trixie-slim --files --top 20",
      "  gantry layers prod --max-size 200MB --max-waste 5%%",
      ""
    })
final class LayersCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "1",
      completionCandidates = CompletionWords.Targets.class,
      description =
          "Name and tag, name and digest, or id of an image in the engine, or a target of the project.")
  private String reference = "";

  @Option(names = "--files", description = "Show the files, too.")
  private boolean files;

  @Mixin private final FileLimit top = new FileLimit();
  @Mixin private final ImageBudget budget = new ImageBudget();

  LayersCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  /// What was read of the files, if anything was.
  private record Read(ImageContents contents, Waste waste) {}

  @Override
  public Integer call() throws InterruptedException {
    ImageLookup lookup = new ImageLookup(context, options);
    Image found = lookup.find(reference);
    Image image = found.withOrigins(context.ports().origins().of(found));
    Optional<Read> read = Optional.empty();
    if (files || budget.wantsWaste()) {
      ImageContents contents = lookup.read(image);
      read = Optional.of(new Read(contents, contents.waste()));
    }
    List<String> excesses = budget.excesses(image, read.map(Read::waste), context.strings());
    if (options.json()) {
      Json.document(context.console().out(), json(image, read.filter(_ -> files), excesses));
    } else {
      print(image, read.filter(_ -> files));
    }
    return new BudgetReport(context, options).finish(reference, excesses);
  }

  private void print(Image image, Optional<Read> read) {
    PrintWriter out = context.console().out();
    Paint paint = context.console().paintOut(options.color());
    out.print(
        context
                .strings()
                .text(
                    "cli.layers.image",
                    reference,
                    image.id().abbreviated(),
                    image.platform(),
                    Sizes.format(image.sizeBytes()))
            + "\n\n");
    out.print(new LayerTable(context.strings()).text(image, context.console().width(), paint));
    read.ifPresent(it -> out.print("\n" + report(it).text(context.console().width(), paint)));
    out.flush();
  }

  private ObjectNode json(Image image, Optional<Read> read, List<String> excesses) {
    ObjectNode node = Json.object().put("id", image.id().value());
    node.set("tags", Json.texts(image.tags()));
    node.put("platform", image.platform())
        .put("created", image.created().toString())
        .put("sizeBytes", image.sizeBytes());
    node.set("layers", new LayerTable(context.strings()).json(image));
    read.ifPresent(it -> report(it).putInto(node));
    BudgetReport.put(node, excesses);
    return node;
  }

  private FileReport report(Read read) {
    return new FileReport(context.strings(), read.contents(), read.waste(), top.count());
  }
}
