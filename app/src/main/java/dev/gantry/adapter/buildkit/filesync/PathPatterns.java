package dev.gantry.adapter.buildkit.filesync;

import java.util.List;
import java.util.Optional;

/// A list of patterns, where the last one that matches decides; a directory that a pattern matches
/// takes everything below it along (moby, `patternmatcher`, `MatchesUsingParentResults`).
final class PathPatterns {

  private final List<PathPattern> patterns;
  private final boolean exceptions;

  private PathPatterns(List<PathPattern> patterns) {
    this.patterns = List.copyOf(patterns);
    this.exceptions = patterns.stream().anyMatch(PathPattern::isException);
  }

  /// @throws PatternSyntaxProblem if one of them makes no sense
  static PathPatterns of(List<String> lines) {
    return new PathPatterns(
        lines.stream().flatMap(line -> PathPattern.parse(line).stream()).toList());
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /// What is known of a path: whether it is matched, and by which patterns.
  static final class Match {
    private final boolean matched;
    private final boolean[] byPattern;

    private Match(boolean matched, boolean[] byPattern) {
      this.matched = matched;
      this.byPattern = byPattern;
    }

    boolean matched() {
      return matched;
    }
  }

  /// Matches a path with slashes.
  ///
  /// @param parent what is known of its directory; empty at the top
  Match match(String path, Optional<Match> parent) {
    boolean matched = false;
    boolean[] byPattern = new boolean[patterns.size()];
    for (int i = 0; i < byPattern.length; i++) {
      PathPattern pattern = patterns.get(i);
      boolean inherited = parent.isPresent() && parent.get().byPattern[i];
      // a pattern that could change nothing is not looked at
      if (inherited || (pattern.isException() == matched && pattern.matches(path))) {
        byPattern[i] = true;
        matched = !pattern.isException();
      }
    }
    return new Match(matched, byPattern);
  }

  /// For patterns that say what to include: whether a directory that is not included may have
  /// something below it that is.
  boolean mayIncludeBelow(String directory) {
    return patterns.stream()
        .anyMatch(pattern -> !pattern.isException() && pattern.mayMatchBelow(directory));
  }

  /// For patterns that say what to exclude: whether a directory that is excluded may have an
  /// exception below it.
  boolean mayExceptBelow(String directory) {
    return exceptions
        && patterns.stream()
            .anyMatch(pattern -> pattern.isException() && pattern.mayMatchBelow(directory));
  }
}
