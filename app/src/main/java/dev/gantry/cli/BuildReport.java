package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.BuildOutcome.Succeeded;
import dev.gantry.domain.build.BuildResult;
import dev.gantry.domain.build.BuildResult.RuleFindings;
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
      BuildResult result,
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
    figures(text, result);
    image.ifPresent(it -> text.append('\n').append(layers.text(it, columns, paint)));
    return text.toString();
  }

  private void figures(StringBuilder text, BuildResult result) {
    Tally steps = result.steps();
    line(text, strings.text("cli.build.steps", steps.total(), steps.cached()));
    if (result.saved().isPositive()) {
      line(text, strings.text("cli.build.saved", Durations.format(result.saved())));
    }
    if (result.criticalPath().length().isPositive()) {
      line(text, strings.text("cli.build.path", Durations.format(result.criticalPath().length())));
    }
    if (result.sentBytes() > 0 || result.requestedFiles().orElse(0) > 0) {
      line(text, sent(result));
    }
    for (RuleFindings rule : result.findings()) {
      line(text, strings.text("cli.build.check", rule.rule(), rule.warnings().size(), rule.url()));
    }
  }

  private String sent(BuildResult result) {
    String size = Sizes.format(result.sentBytes());
    return result.requestedFiles().isPresent()
        ? strings.text("cli.build.sentFiles", size, result.requestedFiles().getAsInt())
        : strings.text("cli.build.sent", size);
  }

  ObjectNode json(BuildTarget target, Succeeded built, BuildResult result, Optional<Image> image) {
    ObjectNode node = Json.event("result").put("status", "succeeded").put("target", target.name());
    built.image().ifPresent(id -> node.put("image", id.value()));
    node.set("tags", Json.texts(built.tags()));
    node.put("tookMillis", built.took().toMillis());
    image.ifPresent(it -> node.put("sizeBytes", it.sizeBytes()));
    node.put("steps", result.steps().total())
        .put("cachedSteps", result.steps().cached())
        .put("savedMillis", result.saved().toMillis())
        .put("criticalPathMillis", result.criticalPath().length().toMillis())
        .put("sentBytes", result.sentBytes());
    result.requestedFiles().ifPresent(count -> node.put("requestedFiles", count));
    node.set("checks", Json.array(result.findings(), BuildReport::check));
    image.ifPresent(it -> node.set("layers", layers.json(it)));
    return node;
  }

  private static ObjectNode check(RuleFindings rule) {
    ObjectNode node = Json.object().put("rule", rule.rule()).put("url", rule.url());
    return node.put("findings", rule.warnings().size());
  }

  private static void line(StringBuilder text, String words) {
    text.append(words).append('\n');
  }
}
