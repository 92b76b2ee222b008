package dev.gantry.adapter.compose;

import dev.gantry.domain.compose.Mode;
import dev.gantry.domain.compose.Project;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the files of a project by their names. The file that all modes share is one of those that
/// the compose tool looks for, in the project's directory or in `compose` below it; each overlay
/// `compose.<mode>.yml` beside it is a mode.
///
/// The compose tool lays `compose.override.yml` over the shared file when no file is named; so it
/// is the overlay of the mode `default`. That mode exists without the file too when there is no
/// other.
final class ProjectFiles {

  static final String DEFAULT_MODE = "default";

  private static final List<String> SHARED_FILES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
  private static final Pattern OVERLAY =
      Pattern.compile("(?:docker-)?compose\\.([A-Za-z0-9][A-Za-z0-9_-]*)\\.ya?ml");

  private ProjectFiles() {}

  static Project in(Path directory) {
    Path shared =
        Stream.of(directory, directory.resolve("compose"))
            .flatMap(folder -> SHARED_FILES.stream().map(folder::resolve))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> new GantryException(new Problem.ComposeFileMissing(directory)));
    return new Project(directory, shared, modes(shared));
  }

  /// The files of a mode in the order that they are laid over each other.
  static List<Path> of(Project project, Mode mode) {
    List<Path> files = new ArrayList<>();
    files.add(project.composeFile());
    mode.overlay().ifPresent(files::add);
    return List.copyOf(files);
  }

  /// The mode that a container was created in, told by the names of the files that compose has
  /// written on it. Files that are no mode may be laid over one, such as one that adds TLS.
  static Optional<String> modeOf(Project project, List<Path> files) {
    return files.reversed().stream()
        .flatMap(file -> modeOf(project, file.getFileName()).stream())
        .findFirst();
  }

  private static Optional<String> modeOf(Project project, Path name) {
    return project.modes().stream()
        .filter(mode -> name.equals(mode.overlay().orElse(project.composeFile()).getFileName()))
        .map(Mode::name)
        .findFirst();
  }

  private static List<Mode> modes(Path shared) {
    TreeMap<String, Mode> modes = new TreeMap<>();
    for (Path file : siblings(shared)) {
      Matcher matcher = OVERLAY.matcher(file.getFileName().toString());
      if (matcher.matches()) {
        String name = matcher.group(1).equals("override") ? DEFAULT_MODE : matcher.group(1);
        modes.putIfAbsent(name, new Mode(name, Optional.of(file)));
      }
    }
    if (modes.isEmpty()) {
      return List.of(new Mode(DEFAULT_MODE, Optional.empty()));
    }
    return List.copyOf(modes.values());
  }

  private static List<Path> siblings(Path shared) {
    Path folder = folderOf(shared);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> shared.resolveSibling(file.getFileName()))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new GantryException(
          new Problem.FileUnreadable(folder, String.valueOf(e.getMessage())), e);
    }
  }

  /// The directory that a file lies in.
  static Path folderOf(Path file) {
    return file.toAbsolutePath().normalize().resolveSibling("");
  }
}
