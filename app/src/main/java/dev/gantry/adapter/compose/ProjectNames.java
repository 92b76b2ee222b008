package dev.gantry.adapter.compose;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names projects that have no name.
///
/// The compose tool calls such a project after the directory of its files. All projects with their
/// files in `compose` would have the same name then, and starting one would remove the containers
/// of the others as orphans. They are called after the project's own directory instead.
record ProjectNames(ComposeEnvironment environment) {

  private static final String VARIABLE = "COMPOSE_PROJECT_NAME";

  /// A key of the top level stands at the start of its line in every YAML that people write.
  private static final Pattern NAMED = Pattern.compile("(?m)^[\"']?name[\"']?\\s*:");

  private static final Pattern NAMED_IN_DOT_ENV =
      Pattern.compile("(?m)^\\s*(?:export\\s+)?" + VARIABLE + "\\s*=");

  /// The name to give to the compose tool; empty where it finds a good one by itself.
  Optional<String> given(Project project, Mode mode) {
    Path folder = ProjectFiles.folderOf(project.composeFile());
    Path directory = project.directory().toAbsolutePath().normalize();
    if (folder.equals(directory) || isNamed(project, mode, folder)) {
      return Optional.empty();
    }
    return Optional.of(normalized(directory)).filter(name -> !name.isEmpty());
  }

  private boolean isNamed(Project project, Mode mode, Path folder) {
    List<Path> files = ProjectFiles.of(project, mode);
    return environment.variable(VARIABLE).isPresent()
        || files.stream().anyMatch(file -> contains(file, NAMED))
        || contains(folder.resolve(".env"), NAMED_IN_DOT_ENV);
  }

  /// Leaves what a project name may have, as the compose tool does.
  private static String normalized(Path directory) {
    return String.valueOf(directory.getFileName())
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^-_a-z0-9]", "")
        .replaceFirst("^[-_]+", "");
  }

  private static boolean contains(Path file, Pattern pattern) {
    try {
      return Files.exists(file) && pattern.matcher(Files.readString(file)).find();
    } catch (IOException _) {
      // the compose tool is going to read the file too, and says what is wrong with it
      return false;
    }
  }
}
