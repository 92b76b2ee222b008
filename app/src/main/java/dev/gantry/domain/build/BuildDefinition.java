package dev.gantry.domain.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an image is built: what a compose `build` section says, with absolute paths.
///
/// @param context directory whose files the build may use
/// @param dockerfile the Dockerfile, which may lie outside the context
/// @param stage stage to build (`target` in compose); empty for the last one
/// @param args build arguments
/// @param labels labels put on the image
/// @param tags names that the image gets
/// @param secrets secret id to the file that holds it
/// @param extra remaining options of the `build` section by their compose key, for example
///   `network`, `platforms`; a driver refuses what it does not know
public record BuildDefinition(
    Path context,
    Path dockerfile,
    Optional<String> stage,
    Map<String, String> args,
    Map<String, String> labels,
    List<String> tags,
    Map<String, Path> secrets,
    Map<String, String> extra) {
  public BuildDefinition {
    args = Map.copyOf(args);
    labels = Map.copyOf(labels);
    tags = List.copyOf(tags);
    secrets = Map.copyOf(secrets);
    extra = Map.copyOf(extra);
  }
}
