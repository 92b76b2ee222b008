package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.text.Sizes;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `gantry layers`: what an image is made of.
@Command(
    name = "layers",
    header = "Shows the layers of an image.",
    description = {
      "Layers stand from the bottom up. Time, cache and line of the Dockerfile are known for images"
          + " whose build the engine remembers.",
      "",
      "With --json, prints one document.",
      ""
    })
final class LayersCommand implements Callable<Integer> {
  private final CliContext context;
  private final GlobalOptions options;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "1",
      description =
          "Name and tag, name and digest, or id of an image in the engine, or a target of the project.")
  private String reference = "";

  LayersCommand(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public Integer call() {
    ImageSource images = context.ports().images();
    Image found =
        images
            .find(reference)
            .or(() -> imageOfTarget().flatMap(images::find))
            .orElseThrow(() -> new GantryException(new Problem.ImageMissing(reference)));
    Image image = found.withOrigins(context.ports().origins().of(found));
    if (options.json()) {
      Json.document(context.console().out(), json(image));
    } else {
      print(image);
    }
    return ExitCode.OK;
  }

  /// Nobody has to be in a project to look at an image, so one that cannot be read is as none.
  private Optional<String> imageOfTarget() {
    try {
      Project project = context.openProject(options.project());
      return new Targets(context.ports().compose(), project)
          .find(reference)
          .map(BuildTarget::image);
    } catch (GantryException _) {
      return Optional.empty();
    }
  }

  private void print(Image image) {
    PrintWriter out = context.console().out();
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
    out.print(new LayerTable(context.strings()).text(image));
    out.flush();
  }

  private ObjectNode json(Image image) {
    ObjectNode node = Json.object().put("id", image.id().value());
    node.set("tags", Json.texts(image.tags()));
    node.put("platform", image.platform())
        .put("created", image.created().toString())
        .put("sizeBytes", image.sizeBytes());
    node.set("layers", new LayerTable(context.strings()).json(image));
    return node;
  }
}
