package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.forecast.Cause;
import java.util.List;

/// Why a step runs, for programs.
final class CauseWords {
  private CauseWords() {}

  static ObjectNode json(Cause cause) {
    return switch (cause) {
      case Cause.FilesChanged(List<String> paths, int count) -> {
        ObjectNode node = kind("files").put("count", count);
        node.set("paths", Json.texts(paths));
        yield node;
      }
      case Cause.ArgumentChanged(String name) -> kind("argument").put("name", name);
      case Cause.VariableChanged(String name) -> kind("variable").put("name", name);
      case Cause.BaseImageChanged(String reference) ->
          kind("base-image").put("reference", reference);
      case Cause.InstructionChanged _ -> kind("instruction");
      case Cause.UpstreamRan(_, String name) -> kind("upstream").put("step", name);
      case Cause.NeverBuilt _ -> kind("never-built");
      case Cause.CacheDisabled _ -> kind("cache-disabled");
      case Cause.CacheLost _ -> kind("cache-lost");
    };
  }

  /// A name on one line and not too long.
  static String shortened(String name, int length) {
    String line = StepWords.plain(name.replace('\n', ' ')).replaceAll(" {2,}", " ").strip();
    return line.codePointCount(0, line.length()) <= length
        ? line
        : line.substring(0, line.offsetByCodePoints(0, length - 1)) + "…";
  }

  private static ObjectNode kind(String name) {
    return Json.object().put("kind", name);
  }
}
