package dev.gantry.adapter.compose;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells from the words of the compose tool what is wrong with the files of a project.
///
/// @param sharedAlone what the tool says about the shared file without the overlay: it does not
///   always say which file it means, for example not with mistakes in the YAML itself
record ProjectFault(Project project, Mode mode, String sharedAlone) {

  private static final Pattern MISSING_ENV_FILE = Pattern.compile("env file (.+?) not found");
  private static final Pattern MISSING_FILE =
      Pattern.compile("open (.+?): (?:no such file|The system cannot find)");
  private static final Pattern VALIDATING = Pattern.compile("validating (.+?\\.ya?ml)\\b");

  Problem problem(String message) {
    Matcher envFile = MISSING_ENV_FILE.matcher(message);
    if (envFile.find()) {
      return new Problem.FileMissing(Path.of(envFile.group(1)));
    }
    Matcher file = MISSING_FILE.matcher(message);
    if (file.find()) {
      return new Problem.FileMissing(Path.of(file.group(1)));
    }
    return new Problem.ComposeInvalid(fileOf(message), message);
  }

  private Path fileOf(String message) {
    Matcher validating = VALIDATING.matcher(message);
    if (validating.find()) {
      return Path.of(validating.group(1));
    }
    return mode.overlay().filter(_ -> !sharedAlone.equals(message)).orElse(project.composeFile());
  }
}
