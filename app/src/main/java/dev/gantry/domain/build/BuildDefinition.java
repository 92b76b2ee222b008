package dev.gantry.domain.build;

import dev.gantry.domain.problem.BuildOptionObstacle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an image is built: what a compose `build` section says.
///
/// @param contexts further contexts by the name that the Dockerfile has for them
/// @param stage stage to build (`target` in compose); empty for the last one
/// @param args build arguments
/// @param labels labels put on the image
/// @param tags names that the image gets
/// @param platforms for example `linux/amd64`; empty for the engine's own
/// @param refused options that cannot be obeyed, for which a driver refuses the build
public record BuildDefinition(
    BuildContext context,
    Dockerfile dockerfile,
    Map<String, NamedContext> contexts,
    Optional<String> stage,
    Map<String, String> args,
    Map<String, String> labels,
    List<String> tags,
    List<String> platforms,
    BuildAccess access,
    CachePolicy cache,
    StepSettings steps,
    Attestations attestations,
    List<RefusedOption> refused) {
  public BuildDefinition {
    contexts = Map.copyOf(contexts);
    args = Map.copyOf(args);
    labels = Map.copyOf(labels);
    tags = List.copyOf(tags);
    platforms = List.copyOf(platforms);
    refused = List.copyOf(refused);
  }

  /// An option of the `build` section that cannot be obeyed.
  ///
  /// @param option its key
  public record RefusedOption(String option, String value, BuildOptionObstacle obstacle) {}

  /// Begins a definition that says no more than what is built from what.
  public static BuildDefinitionBuilder of(BuildContext context, Dockerfile dockerfile) {
    return new BuildDefinitionBuilder(context, dockerfile);
  }

  /// Begins a definition with a directory and a Dockerfile of this machine.
  public static BuildDefinitionBuilder of(Path context, Path dockerfile) {
    return of(new BuildContext.Directory(context), new Dockerfile.InFile(dockerfile));
  }

  /// Begins a definition that differs from this one.
  public BuildDefinitionBuilder but() {
    return new BuildDefinitionBuilder(this);
  }

  /// What the Dockerfile is called in messages: its path, from the context where it lies in it.
  public String dockerfileName() {
    return switch (dockerfile) {
      case Dockerfile.InFile(Path file) ->
          context instanceof BuildContext.Directory(Path directory) && file.startsWith(directory)
              ? directory.relativize(file).toString()
              : file.toString();
      case Dockerfile.InContext(String path) -> path;
      case Dockerfile.Inline _ -> "dockerfile_inline";
    };
  }
}
