package dev.gantry.ui.build;

import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.Layer;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.image.LineRange;
import dev.gantry.text.Durations;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import dev.gantry.ui.control.LayerChart;
import java.time.Duration;
import java.util.Optional;

/// Puts the layers of an image into the rows of the layer chart.
final class LayerRows {
  private final Strings strings;

  LayerRows(Strings strings) {
    this.strings = strings;
  }

  LayerChart.Content of(Image image) {
    long largest = image.layers().stream().mapToLong(Layer::sizeBytes).max().orElse(0);
    Duration longest =
        image.layers().stream()
            .flatMap(layer -> duration(layer).stream())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return new LayerChart.Content(
        new LayerChart.Headers(
            strings.text("build.layers.line"),
            strings.text("build.layers.instruction"),
            strings.text("build.layers.size"),
            strings.text("build.layers.time")),
        image.layers().stream().map(layer -> row(layer, image, largest, longest)).toList(),
        total(image));
  }

  private LayerChart.Row row(Layer layer, Image image, long largest, Duration longest) {
    String size = Sizes.format(layer.sizeBytes());
    Optional<Duration> duration = duration(layer);
    String time = duration.map(Durations::format).orElse(strings.text("build.layers.noTime"));
    boolean cached = layer.origin().map(LayerOrigin::cached).orElse(false);
    Optional<String> base = layer.origin().flatMap(LayerOrigin::baseImage);
    String command = base.map(from -> from + "  ").orElse("") + layer.instruction();
    return new LayerChart.Row(
        line(layer),
        command,
        largest > 0 ? (double) layer.sizeBytes() / largest : 0,
        size,
        duration.map(it -> share(it, longest)).orElse(-1.0),
        time,
        cached,
        strings.text("build.layers.cached"),
        base.isPresent() || layer.origin().flatMap(LayerOrigin::lines).isEmpty(),
        tooltip(layer, size, time),
        strings.text(
            "build.layers.spoken",
            layer.index() + 1,
            image.layers().size(),
            command,
            size,
            cached ? strings.text("build.layers.spokenCached", time) : time));
  }

  private String tooltip(Layer layer, String size, String time) {
    StringBuilder text = new StringBuilder(layer.command().strip()).append("\n\n");
    layer
        .origin()
        .ifPresent(
            origin ->
                text.append(strings.text("build.layers.step", origin.step()))
                    .append('\n')
                    .append(
                        strings.text(
                            "build.layers.place",
                            origin.dockerfile().orElse(strings.text("build.layers.baseImage")),
                            origin.lines().map(LayerRows::lines).orElse("")))
                    .append('\n'));
    return text.append(strings.text("build.layers.sizeAndTime", size, time))
        .append('\n')
        .append(strings.text("build.layers.digest", layer.diffId().abbreviated()))
        .toString();
  }

  private LayerChart.Total total(Image image) {
    Duration time =
        image.layers().stream()
            .flatMap(layer -> duration(layer).stream())
            .reduce(Duration.ZERO, Duration::plus);
    return new LayerChart.Total(
        strings.text("build.layers.total", image.layers().size()),
        Sizes.format(image.sizeBytes()),
        time.isZero() ? strings.text("build.layers.noTime") : Durations.format(time));
  }

  private static double share(Duration duration, Duration longest) {
    return longest.isPositive() ? (double) duration.toNanos() / longest.toNanos() : 0;
  }

  private static Optional<Duration> duration(Layer layer) {
    return layer.origin().flatMap(LayerOrigin::duration);
  }

  private static String line(Layer layer) {
    return layer.origin().flatMap(LayerOrigin::lines).map(LayerRows::lines).orElse("");
  }

  private static String lines(LineRange range) {
    return range.first() == range.last()
        ? String.valueOf(range.first())
        : range.first() + "–" + range.last();
  }
}
