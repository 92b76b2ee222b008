package dev.gantry.domain.compose;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A compose project on disk.
///
/// @param directory the project's root
/// @param composeFile the file that all modes share
/// @param modes overlays beside it, in the order of their names
public record Project(Path directory, Path composeFile, List<Mode> modes) {
  public Project {
    modes = List.copyOf(modes);
  }

  public Optional<Mode> mode(String name) {
    return modes.stream().filter(mode -> mode.name().equals(name)).findFirst();
  }
}
