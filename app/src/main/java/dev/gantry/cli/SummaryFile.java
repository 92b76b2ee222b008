package dev.gantry.cli;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option for a summary of builds.
final class SummaryFile {

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description =
          "Append a summary of each build in Markdown, for example to \"$$GITHUB_STEP_SUMMARY\".")
  private @Nullable Path file;

  boolean isWanted() {
    return file != null;
  }

  /// Adds to the file, if the user named one.
  ///
  /// @param workingDirectory where a relative path starts
  void append(Path workingDirectory, Supplier<String> text) {
    if (file == null) {
      return;
    }
    Path named = workingDirectory.resolve(file);
    try {
      Files.writeString(named, text.get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new GantryException(
          new Problem.OwnFileUnusable(
              named, Objects.requireNonNullElse(e.getMessage(), e.toString())),
          e);
    }
  }
}
