package dev.gantry.cli;

import dev.gantry.domain.image.Image;
import dev.gantry.text.Sizes;
import java.time.Duration;
import java.time.Instant;

/// Says on a terminal how much of an image has been read.
final class ReadingDisplay implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(200);

  private final CliContext context;
  private final Image image;
  private Instant next;
  private boolean shown;

  ReadingDisplay(CliContext context, Image image) {
    this.context = context;
    this.image = image;
    this.next = context.clock().instant();
  }

  /// @param bytes read so far
  synchronized void show(long bytes) {
    Instant now = context.clock().instant();
    if (context.console().terminal() && !now.isBefore(next)) {
      next = now.plus(PERIOD);
      shown = true;
      String words =
          context
              .strings()
              .text(
                  "cli.layers.reading",
                  image.id().abbreviated(),
                  Sizes.format(bytes),
                  Sizes.format(image.sizeBytes()));
      context.console().err().print(Ansi.ERASE_LINE + words);
      context.console().err().flush();
    }
  }

  @Override
  public synchronized void close() {
    if (shown) {
      context.console().err().print(Ansi.ERASE_LINE);
      context.console().err().flush();
    }
  }
}
