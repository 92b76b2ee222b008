package dev.gantry.cli;

import dev.gantry.cli.Table.Align;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Tally;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.Layer;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.text.Durations;
import dev.gantry.text.Explanation;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a build has made, as Markdown for pull requests.
final class BuildSummary {
  private final Strings strings;

  BuildSummary(Strings strings) {
    this.strings = strings;
  }

  /// A build that made what it was asked for.
  ///
  /// @param before the image that had the name before the build, if there was one
  /// @param after the image; empty for a build whose result went elsewhere
  /// @param excesses what is over budget, in words
  String succeeded(
      BuildTarget target,
      Duration took,
      Tally tally,
      Optional<Image> before,
      Optional<Image> after,
      List<String> excesses) {
    StringBuilder text = new StringBuilder();
    line(text, "### " + strings.text("cli.summary.built", target.name(), Durations.format(took)));
    line(text, "");
    excesses.forEach(excess -> line(text, "> [!WARNING]\n> " + excess + "\n"));
    if (after.isPresent()) {
      text.append(overview(before, after.get(), tally));
      text.append("\n<details><summary>")
          .append(strings.text("cli.summary.layers"))
          .append("</summary>\n\n")
          .append(layers(after.get()))
          .append("\n</details>\n\n");
    } else {
      line(text, strings.text("cli.summary.steps", tally.total(), tally.cached()) + "\n");
    }
    return text.toString();
  }

  String failed(BuildTarget target, Explanation why) {
    StringBuilder text = new StringBuilder();
    line(text, "### " + strings.text("cli.summary.failed", target.name()) + "\n");
    line(text, "> [!CAUTION]\n> " + why.title() + "\n");
    String details = why.place() + (why.place().isEmpty() ? "" : "\n") + why.cause();
    if (!details.isBlank()) {
      // longer than any fence inside of it
      line(text, "````\n" + details.strip() + "\n````\n");
    }
    return text.toString();
  }

  private String overview(Optional<Image> before, Image after, Tally tally) {
    MarkdownTable table =
        new MarkdownTable(
            List.of(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT),
            List.of(
                "",
                strings.text("cli.compare.before"),
                strings.text("cli.summary.now"),
                strings.text("cli.compare.change")));
    table.row(
        strings.text("cli.compare.size"),
        before.map(it -> Sizes.format(it.sizeBytes())).orElse("-"),
        Sizes.format(after.sizeBytes()),
        before.map(it -> Growth.format(after.sizeBytes() - it.sizeBytes())).orElse(""));
    table.row(
        strings.text("cli.compare.layers"),
        before.map(it -> String.valueOf(it.layers().size())).orElse("-"),
        String.valueOf(after.layers().size()),
        before.map(it -> kept(it, after)).orElse(""));
    table.row(
        strings.text("cli.compare.image"),
        before.map(it -> MarkdownTable.code(it.id().abbreviated())).orElse("-"),
        MarkdownTable.code(after.id().abbreviated()),
        "");
    table.row(
        strings.text("cli.summary.cache"),
        "",
        strings.text("cli.summary.steps", tally.total(), tally.cached()),
        "");
    return table.text();
  }

  private String kept(Image before, Image after) {
    List<Layer> old = before.layers();
    long same =
        after.layers().stream()
            .takeWhile(
                layer ->
                    layer.index() < old.size()
                        && old.get(layer.index()).diffId().equals(layer.diffId()))
            .count();
    return strings.text("cli.compare.shared", same);
  }

  private String layers(Image image) {
    MarkdownTable table =
        new MarkdownTable(
            List.of(Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT, Align.LEFT),
            List.of(
                strings.text("cli.layers.number"),
                strings.text("cli.layers.size"),
                strings.text("cli.layers.time"),
                strings.text("cli.layers.cache"),
                strings.text("cli.layers.command")));
    for (Layer layer : image.layers()) {
      table.row(
          String.valueOf(layer.index() + 1),
          Sizes.format(layer.sizeBytes()),
          layer.origin().flatMap(LayerOrigin::duration).map(Durations::format).orElse(""),
          layer
              .origin()
              .filter(LayerOrigin::cached)
              .map(_ -> strings.text("cli.layers.cached"))
              .orElse(""),
          MarkdownTable.code(LayerTable.command(layer)));
    }
    return table.text();
  }

  private static void line(StringBuilder text, String words) {
    text.append(words).append('\n');
  }
}
