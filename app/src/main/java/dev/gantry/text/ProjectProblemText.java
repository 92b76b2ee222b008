package dev.gantry.text;

import dev.gantry.domain.problem.BuildOptionObstacle;
import dev.gantry.domain.problem.Problem.BuildOptionUnsupported;
import dev.gantry.domain.problem.Problem.ComposeFileMissing;
import dev.gantry.domain.problem.Problem.ComposeInvalid;
import dev.gantry.domain.problem.Problem.DockerfileInvalid;
import dev.gantry.domain.problem.Problem.FileMissing;
import dev.gantry.domain.problem.Problem.FileUnreadable;
import dev.gantry.domain.problem.Problem.ProjectProblem;
import dev.gantry.domain.problem.Problem.UnknownMode;
import dev.gantry.domain.problem.Problem.UnknownTarget;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words for what is wrong with the project's files, or with what was asked of them.
final class ProjectProblemText {
  /// How the YAML reader of the compose tool names a line.
  private static final Pattern YAML_LINE = Pattern.compile("\\byaml: line (\\d+):");

  private final Strings strings;

  ProjectProblemText(Strings strings) {
    this.strings = strings;
  }

  Explanation explain(ProjectProblem problem) {
    return switch (problem) {
      case ComposeFileMissing(var directory) ->
          new Explanation(
              strings.text("problem.composeFileMissing.title"),
              directory.toString(),
              "",
              strings.text("problem.composeFileMissing.remedy"));
      case ComposeInvalid(var file, var cause) ->
          new Explanation(
              strings.text("problem.composeInvalid.title"),
              Places.line(file.toString(), yamlLine(cause)),
              cause,
              strings.text("problem.composeInvalid.remedy"));
      case UnknownMode(var mode, var known) ->
          new Explanation(
              strings.text("problem.unknownMode.title", mode), "", "", modeChoice(mode, known));
      case UnknownTarget(var target, var known) ->
          new Explanation(
              strings.text("problem.unknownTarget.title", target),
              "",
              "",
              targetChoice(target, known));
      case FileMissing(var file) ->
          new Explanation(
              strings.text("problem.fileMissing.title"),
              file.toString(),
              "",
              strings.text("problem.fileMissing.remedy"));
      case FileUnreadable(var file, var cause) ->
          new Explanation(
              strings.text("problem.fileUnreadable.title"),
              file.toString(),
              cause,
              strings.text("problem.fileUnreadable.remedy"));
      case DockerfileInvalid(var file, var line, var excerpt, var cause) ->
          new Explanation(
              strings.text("problem.dockerfileInvalid.title"),
              Places.line(file, line),
              Places.paragraphs(excerpt, cause),
              strings.text("problem.dockerfileInvalid.remedy"));
      case BuildOptionUnsupported(var target, var option, var value, var obstacle, var cause) ->
          new Explanation(
              strings.text("problem.buildOptionUnsupported.title", target, option),
              value.isEmpty() ? option : option + ": " + value,
              Places.paragraphs(obstacle(obstacle), cause),
              strings.text("problem.buildOptionUnsupported.remedy"));
    };
  }

  private String obstacle(BuildOptionObstacle obstacle) {
    return switch (obstacle) {
      case UNKNOWN_OPTION -> strings.text("problem.buildOptionUnsupported.unknownOption");
      case INVALID_VALUE -> strings.text("problem.buildOptionUnsupported.invalidValue");
      case WINDOWS_ONLY -> strings.text("problem.buildOptionUnsupported.windowsOnly");
      case NOT_THERE -> strings.text("problem.buildOptionUnsupported.notThere");
      case SECRET_NOT_HERE -> strings.text("problem.buildOptionUnsupported.secretNotHere");
      case NO_SSH_AGENT -> strings.text("problem.buildOptionUnsupported.noSshAgent");
      case SSH_KEY_ENCRYPTED -> strings.text("problem.buildOptionUnsupported.sshKeyEncrypted");
      case SSH_KEY_UNKNOWN -> strings.text("problem.buildOptionUnsupported.sshKeyUnknown");
      case NEEDS_CONTAINERD_STORE ->
          strings.text("problem.buildOptionUnsupported.needsContainerdStore");
      case ENGINE_CANNOT -> strings.text("problem.buildOptionUnsupported.engineCannot");
    };
  }

  private String modeChoice(String mode, List<String> known) {
    if (known.isEmpty()) {
      return strings.text("problem.unknownMode.none");
    }
    String names = String.join(", ", known);
    return Suggestion.nearest(mode, known)
        .map(near -> strings.text("problem.unknownMode.guess", near, names))
        .orElseGet(() -> strings.text("problem.unknownMode.remedy", names));
  }

  private String targetChoice(String target, List<String> known) {
    if (known.isEmpty()) {
      return strings.text("problem.unknownTarget.none");
    }
    String names = String.join(", ", known);
    return Suggestion.nearest(target, known)
        .map(near -> strings.text("problem.unknownTarget.guess", near, names))
        .orElseGet(() -> strings.text("problem.unknownTarget.remedy", names));
  }

  private static Optional<Integer> yamlLine(String cause) {
    Matcher matcher = YAML_LINE.matcher(cause);
    return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }
}
