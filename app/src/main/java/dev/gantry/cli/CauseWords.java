package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.forecast.Cause;
import dev.gantry.domain.forecast.Outlook;
import dev.gantry.text.Strings;
import java.util.List;

/// Words for why a step runs.
final class CauseWords {
  private static final int NAME_LENGTH = 40;

  private final Strings strings;

  CauseWords(Strings strings) {
    this.strings = strings;
  }

  /// Why a step may run; nothing for one that comes from the cache.
  String text(Outlook outlook) {
    return switch (outlook) {
      case Outlook.Cached _ -> "";
      case Outlook.Runs(Cause cause) -> text(cause);
      case Outlook.Depends(_, Cause.UpstreamRan(_, String name)) ->
          strings.text("cli.cause.depends", shortened(name, NAME_LENGTH));
      case Outlook.Depends(_, Cause cause) -> text(cause);
    };
  }

  String text(Cause cause) {
    return switch (cause) {
      case Cause.FilesChanged(List<String> paths, int count) -> files(paths, count);
      case Cause.ArgumentChanged(String name) -> strings.text("cli.cause.argument", name);
      case Cause.VariableChanged(String name) -> strings.text("cli.cause.variable", name);
      case Cause.BaseImageChanged(String reference) ->
          strings.text("cli.cause.baseImage", reference);
      case Cause.InstructionChanged _ -> strings.text("cli.cause.instruction");
      case Cause.UpstreamRan(_, String name) ->
          strings.text("cli.cause.upstream", shortened(name, NAME_LENGTH));
      case Cause.NeverBuilt _ -> strings.text("cli.cause.neverBuilt");
      case Cause.CacheDisabled _ -> strings.text("cli.cause.cacheDisabled");
      case Cause.CacheLost _ -> strings.text("cli.cause.cacheLost");
    };
  }

  ObjectNode json(Cause cause) {
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

  private String files(List<String> paths, int count) {
    if (paths.isEmpty()) {
      return strings.text("cli.cause.someFiles");
    }
    return count == 1
        ? strings.text("cli.cause.files", paths.getFirst())
        : strings.text("cli.cause.moreFiles", paths.getFirst(), count - 1);
  }

  private static ObjectNode kind(String name) {
    return Json.object().put("kind", name);
  }
}
