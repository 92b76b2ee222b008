package dev.gantry.text;

import dev.gantry.domain.image.Waste;
import dev.gantry.domain.image.Waste.Reason;

/// Words for what an image stores for nothing.
public final class WasteText {
  private final Strings strings;

  public WasteText(Strings strings) {
    this.strings = strings;
  }

  /// How much it is in all.
  public String sum(Waste waste) {
    return strings.text(
        "waste.sum",
        Sizes.format(waste.bytes()),
        Sizes.format(waste.storedBytes()),
        Percent.format(waste.share()));
  }

  /// Why a file is of no use. Layers count from 1.
  public String reason(Reason reason) {
    return switch (reason) {
      case Reason.Removed(var layer) -> strings.text("waste.removedIn", layer + 1);
      case Reason.Replaced(var layer) -> strings.text("waste.replacedIn", layer + 1);
      case Reason.StoredAgain(var layer) -> strings.text("waste.storedAgainIn", layer + 1);
      case Reason.Copy(var path, var layer) ->
          strings.text("waste.copyOf", path.replaceAll("\\p{Cntrl}", ""), layer + 1);
    };
  }
}
