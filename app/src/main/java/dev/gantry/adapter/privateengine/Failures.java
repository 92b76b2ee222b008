package dev.gantry.adapter.privateengine;

import dev.gantry.adapter.privateengine.apt.DiskSpace;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.PrivateEngineObstacle;
import dev.gantry.domain.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns the failures of file system and system programs into problems.
final class Failures {

  /// Work that gives something.
  @FunctionalInterface
  interface Question<T> {
    T ask() throws IOException, InterruptedException;
  }

  /// Work that gives nothing.
  @FunctionalInterface
  interface Task {
    void run() throws IOException, InterruptedException;
  }

  /// How [ProcessBuilder] reports a program that is not there.
  private static final Pattern NO_PROGRAM = Pattern.compile("Cannot run program \"([^\"]+)\"");

  private Failures() {}

  /// For short work: an interrupt ends it with a problem, and stays set for the caller.
  static <T> T translate(Path place, Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      throw translated(place, e);
    } catch (UncheckedIOException e) {
      throw translated(place, Objects.requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GantryException(new Problem.Unexpected("interrupted"), e);
    }
  }

  static void translateInterruptibly(Path place, Task task) throws InterruptedException {
    try {
      task.run();
    } catch (IOException e) {
      throw translated(place, e);
    } catch (UncheckedIOException e) {
      throw translated(place, Objects.requireNonNull(e.getCause()));
    }
  }

  private static GantryException translated(Path place, IOException failure) {
    String said = String.valueOf(failure.getMessage());
    Matcher program = NO_PROGRAM.matcher(said);
    if (program.lookingAt()) {
      return new GantryException(
          new Problem.PrivateEngineUnsupported(
              PrivateEngineObstacle.NO_PACKAGE_TOOLS, program.group(1)),
          failure);
    }
    Path file =
        failure instanceof FileSystemException system && system.getFile() != null
            ? Path.of(system.getFile())
            : place;
    Problem problem =
        DiskSpace.problem(file, said).orElseGet(() -> new Problem.OwnFileUnusable(file, said));
    return new GantryException(problem, failure);
  }
}
