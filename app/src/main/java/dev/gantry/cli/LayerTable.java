package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.cli.Table.Align;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.Layer;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LineRange;
import dev.gantry.text.Durations;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import java.util.Optional;

/// The layers of an image, from the bottom up.
final class LayerTable {
  private final Strings strings;

  LayerTable(Strings strings) {
    this.strings = strings;
  }

  /// @param columns how long lines may be
  String text(Image image, int columns, Paint paint) {
    Table table =
        new Table(Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT)
            .row(
                strings.text("cli.layers.number"),
                strings.text("cli.layers.size"),
                strings.text("cli.layers.time"),
                strings.text("cli.layers.cache"),
                strings.text("cli.layers.line"),
                strings.text("cli.layers.command"));
    for (Layer layer : image.layers()) {
      Optional<LayerOrigin> origin = layer.origin();
      table.row(
          String.valueOf(layer.index() + 1),
          Sizes.format(layer.sizeBytes()),
          origin.flatMap(LayerOrigin::duration).map(Durations::format).orElse(""),
          origin.filter(LayerOrigin::cached).map(_ -> strings.text("cli.layers.cached")).orElse(""),
          origin.map(LayerTable::place).orElse(""),
          command(layer));
    }
    return table.text(columns, paint);
  }

  ArrayNode json(Image image) {
    return Json.array(image.layers(), LayerTable::json);
  }

  private static ObjectNode json(Layer layer) {
    ObjectNode node =
        Json.object()
            .put("number", layer.index() + 1)
            .put("diffId", layer.diffId().value())
            .put("sizeBytes", layer.sizeBytes())
            .put("command", layer.command())
            .put("created", layer.created().toString());
    layer
        .origin()
        .ifPresent(
            origin -> {
              node.put("step", origin.step()).put("cached", origin.cached());
              origin.duration().ifPresent(took -> node.put("tookMillis", took.toMillis()));
              origin.dockerfile().ifPresent(file -> node.put("dockerfile", file));
              origin.lines().ifPresent(lines -> putLines(node, lines));
            });
    return node;
  }

  private static void putLines(ObjectNode node, LineRange lines) {
    node.put("firstLine", lines.first()).put("lastLine", lines.last());
  }

  private static String place(LayerOrigin origin) {
    String file = origin.dockerfile().orElse("");
    return origin.lines().map(lines -> file + ":" + lines.first()).orElse(file);
  }

  /// What made the layer, on one line.
  static String command(Layer layer) {
    return StepWords.plain(layer.instruction());
  }
}
