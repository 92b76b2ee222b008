package dev.gantry.cli;

import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.ImageContents;
import dev.gantry.domain.image.ImageSource;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.Optional;

/// Finds images by what people call them, and reads what is in them.
final class ImageLookup {
  private final CliContext context;
  private final GlobalOptions options;

  ImageLookup(CliContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  /// Finds an image by its name.
  ///
  /// @param reference an image of the engine, or a target of the project
  /// @throws GantryException with an `ImageMissing` if there is no such image
  Image find(String reference) {
    ImageSource images = context.ports().images();
    return images
        .find(reference)
        .or(() -> imageOfTarget(reference).flatMap(images::find))
        .orElseThrow(() -> new GantryException(new Problem.ImageMissing(reference)));
  }

  /// Reads the files of an image; shows on a terminal how far it is. Ctrl-C ends it.
  ImageContents read(Image image) throws InterruptedException {
    interruptible();
    try (ReadingDisplay display = new ReadingDisplay(context, image)) {
      return context.ports().imageFiles().read(image, display::show);
    }
  }

  /// A build that was followed before has left its own end.
  private void interruptible() {
    context.cancellation().endBy(Thread.currentThread()::interrupt);
  }

  /// Nobody has to be in a project to look at an image, so one that cannot be read is as none.
  private Optional<String> imageOfTarget(String reference) {
    try {
      Project project = context.openProject(options.project());
      return new Targets(context.ports().compose(), project)
          .find(reference)
          .map(BuildTarget::image);
    } catch (GantryException _) {
      return Optional.empty();
    }
  }
}
