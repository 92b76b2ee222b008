package dev.gantry.cli;

import dev.gantry.domain.image.Image;
import dev.gantry.domain.image.Waste;
import dev.gantry.text.Durations;
import dev.gantry.text.Strings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options that say what a build may cost.
final class BuildBudget {

  @Option(
      names = "--max-duration",
      paramLabel = "DURATION",
      description = "Exit with 4 if a target takes longer, for example 2m. It is not stopped.")
  private @Nullable Duration maxDuration;

  @Mixin private final ImageBudget image = new ImageBudget();

  /// What a build exceeds, in words; empty when it is within the budget.
  ///
  /// @param built the image; empty for a build whose result went elsewhere
  List<String> excesses(Duration took, Optional<Image> built, ImageLookup lookup, Strings strings)
      throws InterruptedException {
    List<String> excesses = new ArrayList<>();
    if (maxDuration != null && took.compareTo(maxDuration) > 0) {
      excesses.add(
          strings.text(
              "cli.budget.duration", Durations.format(took), Durations.format(maxDuration)));
    }
    if (built.isPresent()) {
      Optional<Waste> waste =
          image.wantsWaste() ? Optional.of(lookup.read(built.get()).waste()) : Optional.empty();
      excesses.addAll(image.excesses(built.get(), waste, strings));
    }
    return excesses;
  }
}
