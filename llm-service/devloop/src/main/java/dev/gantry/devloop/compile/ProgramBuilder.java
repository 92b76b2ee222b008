package dev.gantry.devloop.compile;

import dev.gantry.devloop.watch.Changes;
import dev.gantry.devloop.watch.Reach;
import dev.gantry.devloop.watch.Snapshot;
import dev.gantry.devloop.watch.WatchedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes a program of the sources and resources that there are at a moment.
public final class ProgramBuilder {
  private final Path root;
  private final IncrementalCompiler compiler;

  public ProgramBuilder(Path root, IncrementalCompiler compiler) {
    this.root = root;
    this.compiler = compiler;
  }

  /// What came of it.
  public sealed interface Result {

    /// It compiles.
    ///
    /// @param compiledFiles how many sources were compiled
    record Built(Program program, int compiledFiles) implements Result {}

    /// It does not compile.
    ///
    /// @param errors at least one
    record Failed(List<CompileError> errors) implements Result {}
  }

  /// Makes the program of now out of an earlier one.
  ///
  /// @param before what the earlier one was made of
  public Result build(Snapshot now, Snapshot before, Program earlier) throws IOException {
    Changes changes = now.since(before);
    Changes sources = changes.reaching(Reach.SOURCE);
    return switch (compiler.compile(
        sources.written(), sources.deleted(), now.paths(Reach.SOURCE), earlier.classes())) {
      case IncrementalCompiler.Result.Failed(var errors) -> new Result.Failed(errors);
      case IncrementalCompiler.Result.Compiled(var classes, int compiledFiles) ->
          new Result.Built(
              new Program(classes, resources(changes.reaching(Reach.RESOURCE), earlier)),
              compiledFiles);
    };
  }

  private SortedMap<String, byte[]> resources(Changes changes, Program earlier) throws IOException {
    SortedMap<String, byte[]> resources = new TreeMap<>(earlier.resources());
    changes.deleted().forEach(path -> resources.remove(name(path)));
    for (String path : changes.written()) {
      try {
        resources.put(name(path), Files.readAllBytes(root.resolve(path)));
      } catch (NoSuchFileException _) {
        resources.remove(name(path)); // deleted since
      }
    }
    return resources;
  }

  private static String name(String path) {
    return path.substring(WatchedFiles.RESOURCES.length());
  }
}
