package dev.gantry.text;

import dev.gantry.domain.forecast.Cause;
import dev.gantry.domain.forecast.Outlook;
import java.util.List;
import java.util.regex.Pattern;

/// Words for why a step runs.
public final class CauseText {
  private static final int NAME_LENGTH = 40;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}]+");

  private final Strings strings;

  public CauseText(Strings strings) {
    this.strings = strings;
  }

  /// Why a step may run; nothing for one that comes from the cache.
  public String of(Outlook outlook) {
    return switch (outlook) {
      case Outlook.Cached _ -> "";
      case Outlook.Runs(Cause cause) -> of(cause);
      case Outlook.Depends(_, Cause.UpstreamRan(_, String name)) ->
          strings.text("cause.depends", shortened(name));
      case Outlook.Depends(_, Cause cause) -> of(cause);
    };
  }

  public String of(Cause cause) {
    return switch (cause) {
      case Cause.FilesChanged(List<String> paths, int count) -> files(paths, count);
      case Cause.ArgumentChanged(String name) -> strings.text("cause.argument", name);
      case Cause.VariableChanged(String name) -> strings.text("cause.variable", name);
      case Cause.BaseImageChanged(String reference) -> strings.text("cause.baseImage", reference);
      case Cause.InstructionChanged _ -> strings.text("cause.instruction");
      case Cause.UpstreamRan(_, String name) -> strings.text("cause.upstream", shortened(name));
      case Cause.NeverBuilt _ -> strings.text("cause.neverBuilt");
      case Cause.CacheDisabled _ -> strings.text("cause.cacheDisabled");
      case Cause.CacheLost _ -> strings.text("cause.cacheLost");
    };
  }

  /// A name on one line and not too long.
  private static String shortened(String name) {
    String line = SPACES.matcher(name).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= NAME_LENGTH
        ? line
        : line.substring(0, line.offsetByCodePoints(0, NAME_LENGTH - 1)) + "…";
  }

  private String files(List<String> paths, int count) {
    if (paths.isEmpty()) {
      return strings.text("cause.someFiles");
    }
    return count == 1
        ? strings.text("cause.files", paths.getFirst())
        : strings.text("cause.moreFiles", paths.getFirst(), count - 1);
  }
}
