package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.BuildOutcome.Succeeded;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Tally;
import dev.gantry.domain.image.Image;
import dev.gantry.text.Durations;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;

/// What a build has made.
final class BuildReport {
  private final Strings strings;
  private final LayerTable layers;

  BuildReport(Strings strings) {
    this.strings = strings;
    this.layers = new LayerTable(strings);
  }

  String text(BuildTarget target, Succeeded built, Tally tally, Image image) {
    return strings.text("cli.build.done", target.name(), Durations.format(built.took()))
        + "\n"
        + strings.text(
            "cli.build.image", built.image().abbreviated(), String.join(", ", built.tags()))
        + "\n"
        + strings.text("cli.build.size", Sizes.format(image.sizeBytes()), image.layers().size())
        + "\n"
        + strings.text("cli.build.steps", tally.total(), tally.cached())
        + "\n\n"
        + layers.text(image);
  }

  ObjectNode json(BuildTarget target, Succeeded built, Tally tally, Image image) {
    ObjectNode node =
        Json.event("result")
            .put("status", "succeeded")
            .put("target", target.name())
            .put("image", built.image().value());
    node.set("tags", Json.texts(built.tags()));
    node.put("tookMillis", built.took().toMillis())
        .put("sizeBytes", image.sizeBytes())
        .put("steps", tally.total())
        .put("cachedSteps", tally.cached());
    node.set("layers", layers.json(image));
    return node;
  }
}
