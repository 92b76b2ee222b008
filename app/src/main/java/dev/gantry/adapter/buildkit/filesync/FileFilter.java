package dev.gantry.adapter.buildkit.filesync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which files of a directory the engine asks for.
///
/// @param includes patterns of which one has to match; empty for everything
/// @param excludes patterns of which none may match, for example those of `.dockerignore`
/// @param follow paths to include together with what symbolic links in them lead to
public record FileFilter(List<String> includes, List<String> excludes, List<String> follow) {
  public FileFilter {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
    follow = List.copyOf(follow);
  }

  PathPatterns included(LinkResolver links) {
    Optional<List<String>> targets =
        follow.isEmpty() ? Optional.of(List.of()) : links.resolve(follow);
    if (targets.isEmpty()) {
      return PathPatterns.of(includes);
    }
    List<String> all = new ArrayList<>(includes);
    all.addAll(targets.get());
    return PathPatterns.of(LinkResolver.withoutNested(all).orElse(List.of()));
  }

  PathPatterns excluded() {
    return PathPatterns.of(excludes);
  }
}
