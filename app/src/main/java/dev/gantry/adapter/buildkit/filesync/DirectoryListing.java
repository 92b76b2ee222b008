package dev.gantry.adapter.buildkit.filesync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of a directory that the engine would get.
public final class DirectoryListing {

  /// A file, directory or link.
  ///
  /// @param path relative to the directory, with slashes
  /// @param mode kind and permissions, as the engine is told of them
  /// @param modified nanoseconds since 1970
  /// @param link target of a symbolic link, otherwise empty
  /// @param hasContent whether it is a plain file
  public record Entry(
      String path,
      Path file,
      int mode,
      long sizeBytes,
      long modified,
      String link,
      boolean hasContent) {}

  private final Path root;
  private final List<Entry> entries;

  private DirectoryListing(Path root, List<Entry> entries) {
    this.root = root;
    this.entries = List.copyOf(entries);
  }

  /// Lists a directory.
  ///
  /// @param filter what the engine asks for
  /// @throws IOException if a file cannot be looked at or a directory cannot be listed
  public static DirectoryListing of(Path root, FileFilter filter)
      throws IOException, InterruptedException {
    List<Entry> entries = new ArrayList<>();
    new DirectoryWalk(root, filter, entry -> entries.add(entry(entry))).run();
    return new DirectoryListing(root, entries);
  }

  public Path root() {
    return root;
  }

  /// In the order of the walk: a directory before what is in it.
  public List<Entry> entries() {
    return entries;
  }

  /// The entries that a step takes.
  ///
  /// @param filter whose paths to follow may have wildcards
  public List<Entry> select(FileFilter filter) {
    PathPatterns included = filter.included(new LinkResolver(root));
    PathPatterns excluded = filter.excluded();
    Map<String, Judgement> judgements = new HashMap<>();
    return entries.stream()
        .filter(entry -> judge(entry.path(), included, excluded, judgements).taken())
        .toList();
  }

  /// Which patterns a path and the directories above it match.
  private record Judgement(
      Optional<PathPatterns.Match> included, Optional<PathPatterns.Match> excluded) {
    boolean taken() {
      return included.filter(match -> !match.matched()).isEmpty()
          && excluded.filter(PathPatterns.Match::matched).isEmpty();
    }
  }

  private static Judgement judge(
      String path,
      PathPatterns included,
      PathPatterns excluded,
      Map<String, Judgement> judgements) {
    Judgement known = judgements.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    Optional<Judgement> parent =
        slash < 0
            ? Optional.empty()
            : Optional.of(judge(path.substring(0, slash), included, excluded, judgements));
    Judgement judgement =
        new Judgement(
            match(path, included, parent.flatMap(Judgement::included)),
            match(path, excluded, parent.flatMap(Judgement::excluded)));
    judgements.put(path, judgement);
    return judgement;
  }

  private static Optional<PathPatterns.Match> match(
      String path, PathPatterns patterns, Optional<PathPatterns.Match> parent) {
    return patterns.isEmpty() ? Optional.empty() : Optional.of(patterns.match(path, parent));
  }

  private static Entry entry(FileEntry entry) {
    return new Entry(
        entry.path(),
        entry.file(),
        entry.mode(),
        entry.sizeBytes(),
        entry.modified(),
        entry.link(),
        FileMode.isPlainFile(entry.mode()));
  }
}
