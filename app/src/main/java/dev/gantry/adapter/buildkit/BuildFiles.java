package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.BuildDefinition;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The files that a build starts from, known to be there.
///
/// @param context directory whose files the build may use, without symbolic links in its path
/// @param dockerfileDirectory directory of the Dockerfile, likewise
record BuildFiles(Path context, Path dockerfileDirectory) {

  /// @throws GantryException with [Problem.FileMissing] or [Problem.FileUnreadable]
  static BuildFiles of(BuildDefinition definition) {
    definition.secrets().values().forEach(BuildFiles::check);
    check(definition.context());
    check(definition.dockerfile());
    if (!Files.isDirectory(definition.context())) {
      throw new GantryException(
          new Problem.FileUnreadable(definition.context(), "not a directory"));
    }
    if (!Files.isRegularFile(definition.dockerfile())) {
      throw new GantryException(new Problem.FileUnreadable(definition.dockerfile(), "not a file"));
    }
    Path dockerfile = definition.dockerfile().toAbsolutePath().normalize();
    return new BuildFiles(real(definition.context()), real(dockerfile.resolveSibling("")));
  }

  Map<String, Path> directories() {
    return Map.of(SolveRequests.CONTEXT, context, SolveRequests.DOCKERFILE, dockerfileDirectory);
  }

  private static void check(Path file) {
    if (!Files.exists(file)) {
      throw new GantryException(new Problem.FileMissing(file));
    }
    if (!Files.isReadable(file)) {
      throw new GantryException(new Problem.FileUnreadable(file, "permission denied"));
    }
  }

  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException failure) {
      throw new GantryException(new Problem.FileUnreadable(directory, failure.toString()), failure);
    }
  }
}
