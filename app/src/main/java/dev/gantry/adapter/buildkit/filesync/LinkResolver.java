package dev.gantry.adapter.buildkit.filesync;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Finds what has to travel so that given paths can be read on the other side: the paths themselves
/// and, where they lead over symbolic links, the targets of those, within the root (tonistiigi,
/// `fsutil.FollowLinks`).
final class LinkResolver {

  private final Path root;
  private final TreeSet<String> resolved = new TreeSet<>(FileNames.BYTE_ORDER);

  LinkResolver(Path root) {
    this.root = root;
  }

  /// Returns the paths to include; empty when the root itself is among them, which means
  /// everything.
  Optional<List<String>> resolve(List<String> paths) {
    paths.forEach(this::add);
    return withoutNested(new ArrayList<>(resolved));
  }

  /// Leaves out paths below the one before; empty when the root is among them.
  static Optional<List<String>> withoutNested(List<String> paths) {
    List<String> kept = new ArrayList<>();
    for (String path : paths) {
      if (path.equals(".")) {
        return Optional.empty();
      }
      if (kept.isEmpty() || !path.startsWith(kept.getLast() + "/")) {
        kept.add(path);
      }
    }
    return Optional.of(kept);
  }

  private void add(String path) {
    String rest = CleanPath.of("./" + path);
    String current = ".";
    while (true) {
      int slash = rest.indexOf('/');
      current = CleanPath.of(current + "/" + (slash < 0 ? rest : rest.substring(0, slash)));
      rest = slash < 0 ? "" : rest.substring(slash + 1);
      Optional<List<String>> targets = targets(current);
      if (rest.isEmpty() || targets.isPresent()) {
        // a link met before has been followed, and one that leads to itself ends here
        if (resolved.add(current)) {
          String below = rest;
          targets.orElse(List.of()).forEach(target -> add(target + "/" + below));
        }
        return;
      }
    }
  }

  /// Where the links of this name or wildcard lead, as paths from the root; empty for no link.
  private Optional<List<String>> targets(String path) {
    String name = CleanPath.name(path);
    if (!hasWildcard(name)) {
      return target(path).map(List::of);
    }
    List<String> found = new ArrayList<>();
    Optional<Pattern> pattern = wildcard(name);
    String directory = CleanPath.parent(path);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(directory))) {
      for (Path file : files) {
        String fileName = FileNames.text(file.getFileName());
        if (pattern.filter(p -> p.matcher(fileName).matches()).isPresent()) {
          target(CleanPath.of(directory + "/" + fileName)).ifPresent(found::add);
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // no such directory: nothing to follow
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private Optional<String> target(String path) {
    Path file = root.resolve(path);
    if (path.equals(".") || !Files.isSymbolicLink(file)) {
      return Optional.empty();
    }
    try {
      String link = FileNames.text(Files.readSymbolicLink(file));
      return Optional.of(
          link.startsWith("/")
              ? CleanPath.of(link)
              : CleanPath.of("/" + CleanPath.parent(path) + "/" + link));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Empty for a wildcard that makes no sense: the step that needs it will say so.
  private static Optional<Pattern> wildcard(String name) {
    try {
      return Optional.of(GoRegex.compile(GlobRegex.of(name)));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  private static boolean hasWildcard(String name) {
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (character == '\\') {
        i++;
      } else if (character == '*' || character == '?' || character == '[') {
        return true;
      }
    }
    return false;
  }
}
