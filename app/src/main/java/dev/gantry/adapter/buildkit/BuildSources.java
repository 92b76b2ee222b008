package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildContext;
import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.build.Dockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a build is made from, looked at once more after it failed: to tell what a name was meant to
/// be, and why a file was not found.
///
/// @param definition the build
/// @param lines the Dockerfile, as far as it is on this machine
record BuildSources(BuildDefinition definition, List<String> lines) {

  private static final Pattern STAGE = Pattern.compile("(?i)^\\s*FROM\\s+.*\\sAS\\s+(\\S+)\\s*$");
  private static final Pattern BASE = Pattern.compile("(?i)^\\s*FROM\\s+(?:--\\S+\\s+)*(\\S+)");
  private static final Pattern FROM_OPTION = Pattern.compile("\\s--from=(\\S+)");

  static BuildSources of(BuildDefinition definition) {
    return new BuildSources(definition, read(definition.dockerfile()));
  }

  /// The names of the Dockerfile's stages, in its order.
  List<String> stages() {
    return lines.stream()
        .flatMap(line -> STAGE.matcher(line).results())
        .map(match -> match.group(1))
        .toList();
  }

  /// The image that the instruction in this line begins with.
  Optional<String> imageAt(Optional<Integer> line) {
    return line.filter(number -> number <= lines.size())
        .map(number -> BASE.matcher(lines.get(number - 1)))
        .filter(Matcher::find)
        .map(match -> match.group(1));
  }

  /// Whether the context's directory has this file, so that only `.dockerignore` can have kept it
  /// from the build.
  boolean contains(String file) {
    try {
      return definition.context() instanceof BuildContext.Directory(Path directory)
          && Files.exists(directory.resolve(file));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /// Where a step copies from if not from the context.
  static Optional<String> stageOf(String instruction) {
    Matcher matcher = FROM_OPTION.matcher(instruction);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static List<String> read(Dockerfile dockerfile) {
    try {
      return switch (dockerfile) {
        case Dockerfile.InFile(Path file) -> Files.readAllLines(file);
        case Dockerfile.Inline(String text) -> text.lines().toList();
        case Dockerfile.InContext _ -> List.of();
      };
    } catch (IOException _) {
      // the explanation does without
      return List.of();
    }
  }
}
