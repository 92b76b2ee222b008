package dev.gantry.adapter.buildkit.filesync;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Lists what passes a [FileFilter], in the order that the transfer needs: a directory before what
/// it holds, names in the order of their bytes. A directory that does not pass itself is listed if
/// something in it does.
///
/// Files that vanish in between are left out. Symbolic links are listed, not followed.
final class DirectoryWalk {

  private final Path root;
  private final PathPatterns includes;
  private final PathPatterns excludes;
  private final Visitor visitor;
  private final FileAttributesReader reader = new FileAttributesReader();

  /// Receives the entries.
  interface Visitor {
    void visit(FileEntry entry) throws IOException, InterruptedException;
  }

  /// A directory that the walk is in.
  private static final class Level {
    private final FileEntry directory;
    private final Optional<PathPatterns.Match> included;
    private final Optional<PathPatterns.Match> excluded;
    private Iterator<Child> children = List.<Child>of().iterator();
    private boolean visited;

    private Level(
        FileEntry directory,
        Optional<PathPatterns.Match> included,
        Optional<PathPatterns.Match> excluded) {
      this.directory = directory;
      this.included = included;
      this.excluded = excluded;
    }
  }

  private record Child(String name, Path file) {}

  private final Deque<Level> levels = new ArrayDeque<>();

  /// @throws PatternSyntaxProblem if a pattern of the filter makes no sense
  DirectoryWalk(Path root, FileFilter filter, Visitor visitor) {
    this.root = root;
    this.includes = filter.included(new LinkResolver(root));
    this.excludes = filter.excluded();
    this.visitor = visitor;
  }

  /// @throws IOException if a file cannot be looked at or a directory cannot be listed, a
  ///   `FileSystemException` that names it
  void run() throws IOException, InterruptedException {
    Level top = new Level(reader.read(root, ""), Optional.empty(), Optional.empty());
    top.children = children(root);
    top.visited = true;
    levels.addLast(top);
    while (!levels.isEmpty()) {
      Level level = levels.getLast();
      if (level.children.hasNext()) {
        enter(level.children.next(), level);
      } else {
        levels.removeLast();
      }
    }
  }

  private void enter(Child child, Level parent) throws IOException, InterruptedException {
    String prefix = parent.directory.path();
    String path = prefix.isEmpty() ? child.name() : prefix + "/" + child.name();
    FileEntry entry;
    try {
      entry = reader.read(child.file(), path);
    } catch (IOException failure) {
      if (FileAttributesReader.isGone(child.file(), failure)) {
        return;
      }
      throw failure;
    }
    Level level = new Level(entry, included(path, parent), excluded(path, parent));
    boolean out = level.included.filter(match -> !match.matched()).isPresent();
    boolean barred = level.excluded.filter(PathPatterns.Match::matched).isPresent();
    if (!out && !barred) {
      FileNames.check(child.file());
      visitParents();
      visitor.visit(entry);
      level.visited = true;
    }
    boolean worthEntering =
        (!out || includes.mayIncludeBelow(path)) && (!barred || excludes.mayExceptBelow(path));
    if (entry.isDirectory() && worthEntering) {
      descend(level);
    }
  }

  private void descend(Level level) throws IOException {
    try {
      level.children = children(level.directory.file());
      levels.addLast(level);
    } catch (NoSuchFileException | NotDirectoryException _) {
      // gone or replaced in the meantime
    } catch (AccessDeniedException denied) {
      // nobody asked for a directory that was only entered to look for exceptions
      if (level.visited) {
        throw denied;
      }
    }
  }

  private void visitParents() throws IOException, InterruptedException {
    for (Level level : levels) {
      if (!level.visited) {
        visitor.visit(level.directory);
        level.visited = true;
      }
    }
  }

  private Optional<PathPatterns.Match> included(String path, Level parent) {
    return includes.isEmpty()
        ? Optional.empty()
        : Optional.of(includes.match(path, parent.included));
  }

  private Optional<PathPatterns.Match> excluded(String path, Level parent) {
    return excludes.isEmpty()
        ? Optional.empty()
        : Optional.of(excludes.match(path, parent.excluded));
  }

  private static Iterator<Child> children(Path directory) throws IOException {
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        children.add(new Child(FileNames.text(file.getFileName()), file));
      }
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
    children.sort(Comparator.comparing(Child::name, FileNames.BYTE_ORDER));
    return children.iterator();
  }
}
