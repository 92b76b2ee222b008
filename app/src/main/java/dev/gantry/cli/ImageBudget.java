package dev.gantry.cli;

import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.Waste;
import dev.gantry.text.Percent;
import dev.gantry.text.Sizes;
import dev.gantry.text.Strings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that say how large an image may be.
final class ImageBudget {

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      description = "Exit with 4 if the image is larger, for example 200MB.")
  private Limit.@Nullable Size maxSize;

  @Option(
      names = "--max-waste",
      paramLabel = "LIMIT",
      description =
          "Exit with 4 if more than this is stored for nothing, for example 5%% or 10MB. Reads the"
              + " files of the image for it.")
  private @Nullable Limit maxWaste;

  boolean wantsWaste() {
    return maxWaste != null;
  }

  /// What the image exceeds, in words; empty when it is within the budget.
  ///
  /// @param waste has to be known if [#wantsWaste]
  List<String> excesses(Image image, Optional<Waste> waste, Strings strings) {
    List<String> excesses = new ArrayList<>();
    if (maxSize != null && maxSize.isExceeded(image.sizeBytes(), 0)) {
      excesses.add(
          strings.text("cli.budget.size", Sizes.format(image.sizeBytes()), maxSize.text()));
    }
    if (maxWaste != null) {
      Waste found = waste.orElseThrow();
      if (maxWaste.isExceeded(found.bytes(), found.storedBytes())) {
        excesses.add(
            strings.text(
                "cli.budget.waste",
                Sizes.format(found.bytes()),
                Percent.format(found.share()),
                maxWaste.text()));
      }
    }
    return excesses;
  }
}
