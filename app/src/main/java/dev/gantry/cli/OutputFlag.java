package dev.gantry.cli;

import dev.gantry.domain.build.BuildOutput;
import dev.gantry.domain.build.OptionList;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Reads `--output`: a directory alone, or a type with its destination.
final class OutputFlag {
  private static final String FORM =
      "DIR, type=local,dest=DIR, type=tar,dest=FILE, type=oci,dest=FILE or type=docker";

  private OutputFlag() {}

  /// @throws BuildFlagSyntax if it is not well-formed
  static BuildOutput read(String text, Path base) {
    if (!text.contains("=") && !text.isBlank() && !text.equals("-")) {
      return new BuildOutput.LocalDirectory(base.resolve(text).normalize());
    }
    Map<String, String> options = OptionList.read(text).orElse(Map.of());
    Optional<Path> destination =
        Optional.ofNullable(options.get("dest"))
            .filter(path -> !path.isEmpty() && !path.equals("-"))
            .map(path -> base.resolve(path).normalize());
    Optional<BuildOutput> output =
        switch (options.getOrDefault("type", "")) {
          case "docker", "image" ->
              Optional.<BuildOutput>of(new BuildOutput.EngineImage())
                  .filter(_ -> options.size() == 1);
          case "local" -> destination.map(BuildOutput.LocalDirectory::new);
          case "tar" -> destination.map(BuildOutput.Tar::new);
          case "oci" -> destination.map(BuildOutput.OciArchive::new);
          default -> Optional.empty();
        };
    return output.orElseThrow(() -> new BuildFlagSyntax("--output", text, FORM));
  }
}
