package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.BuildOutcome.Succeeded;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Tally;
import dev.gantry.domain.image.Image;
import dev.gantry.text.Durations;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import java.util.Optional;

/// What a build has made.
final class BuildReport {
  private final Strings strings;
  private final LayerTable layers;

  BuildReport(Strings strings) {
    this.strings = strings;
    this.layers = new LayerTable(strings);
  }

  /// @param image what is in the engine now; empty for a build whose result went elsewhere
  /// @param columns how long lines may be
  String text(
      BuildTarget target,
      Succeeded built,
      Tally tally,
      Optional<Image> image,
      int columns,
      Paint paint) {
    StringBuilder text = new StringBuilder();
    line(text, strings.text("cli.build.done", target.name(), Durations.format(built.took())));
    image.ifPresent(
        it -> {
          String tags = String.join(", ", built.tags());
          line(text, strings.text("cli.build.image", it.id().abbreviated(), tags));
          String size = Sizes.format(it.sizeBytes());
          line(text, strings.text("cli.build.size", size, it.layers().size()));
        });
    line(text, strings.text("cli.build.steps", tally.total(), tally.cached()));
    image.ifPresent(it -> text.append('\n').append(layers.text(it, columns, paint)));
    return text.toString();
  }

  ObjectNode json(BuildTarget target, Succeeded built, Tally tally, Optional<Image> image) {
    ObjectNode node = Json.event("result").put("status", "succeeded").put("target", target.name());
    built.image().ifPresent(id -> node.put("image", id.value()));
    node.set("tags", Json.texts(built.tags()));
    node.put("tookMillis", built.took().toMillis());
    image.ifPresent(it -> node.put("sizeBytes", it.sizeBytes()));
    node.put("steps", tally.total()).put("cachedSteps", tally.cached());
    image.ifPresent(it -> node.set("layers", layers.json(it)));
    return node;
  }

  private static void line(StringBuilder text, String words) {
    text.append(words).append('\n');
  }
}
