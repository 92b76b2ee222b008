package dev.gantry.devloop.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Compiles what changed, and then what depends on that, until nothing is left that could have been
/// compiled against something else.
public final class IncrementalCompiler implements AutoCloseable {
  private final Path root;
  private final List<String> sourceRoots;
  private final Javac javac;

  /// A compiler of sources in a repository.
  ///
  /// @param root of the repository
  /// @param sourceRoots where sources are in it, each with a slash at the end
  /// @param classPath what sources may use beside each other
  public IncrementalCompiler(Path root, List<String> sourceRoots, List<Path> classPath)
      throws IOException {
    this.root = root;
    this.sourceRoots = sourceRoots;
    javac = new Javac(classPath);
  }

  /// What came of it.
  public sealed interface Result {

    /// It compiles.
    ///
    /// @param classes all, new and old
    /// @param compiledFiles how many sources were compiled
    record Compiled(ClassSet classes, int compiledFiles) implements Result {}

    /// It does not compile.
    ///
    /// @param errors at least one
    record Failed(List<CompileError> errors) implements Result {}
  }

  /// Compiles.
  ///
  /// @param changed sources that are new or have another content, as paths in the repository
  /// @param deleted sources that are gone
  /// @param all sources that are there
  /// @param last what was compiled before
  public Result compile(
      SortedSet<String> changed, SortedSet<String> deleted, SortedSet<String> all, ClassSet last)
      throws IOException {
    Map<String, SourceText> texts = new HashMap<>();
    Set<String> gone = names(deleted);
    SortedSet<String> wanted = new TreeSet<>(changed);
    // who used what is gone cannot be left for later: the compiler might need their classes
    wanted.addAll(users(last.differences(last.with(gone, Map.of())), last, all));
    while (true) {
      Set<String> replaced = names(wanted);
      replaced.addAll(gone);
      ClassSet rest = last.with(replaced, Map.of());
      Javac.Result result = javac.compile(read(wanted, texts), rest.bytes());
      if (!result.errors().isEmpty()) {
        return new Result.Failed(result.errors());
      }
      ClassSet next = rest.with(Set.of(), result.classes());
      SortedSet<String> more = users(next.seenDifferently(last), next, all);
      for (String word : next.wordsWithNewMeaning(last)) {
        read(all, texts).stream()
            .filter(text -> text.mentions(word))
            .forEach(text -> more.add(text.path()));
      }
      if (!wanted.addAll(more)) {
        return new Result.Compiled(next, wanted.size());
      }
    }
  }

  private SortedSet<String> users(Collection<String> classes, ClassSet in, SortedSet<String> all) {
    Set<String> sources = in.sourcesUsing(classes);
    SortedSet<String> paths = new TreeSet<>(all);
    paths.removeIf(path -> !sources.contains(name(path)));
    return paths;
  }

  /// As class files name their sources.
  private String name(String path) {
    for (String sourceRoot : sourceRoots) {
      if (path.startsWith(sourceRoot)) {
        return path.substring(sourceRoot.length());
      }
    }
    throw new IllegalArgumentException(path + " is no source");
  }

  private Set<String> names(Collection<String> paths) {
    Set<String> names = new TreeSet<>();
    paths.forEach(path -> names.add(name(path)));
    return names;
  }

  /// Each file is read once, so that what is saved meanwhile belongs to the next time.
  private List<SourceText> read(Collection<String> paths, Map<String, SourceText> texts)
      throws IOException {
    List<SourceText> read = new ArrayList<>();
    for (String path : paths) {
      SourceText text = texts.get(path);
      if (text == null) {
        try {
          text = new SourceText(path, Files.readString(root.resolve(path)));
        } catch (NoSuchFileException _) {
          continue; // deleted since: that is the next change
        }
        texts.put(path, text);
      }
      read.add(text);
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    javac.close();
  }
}
