package dev.gantry.adapter.buildkit.filesync;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One pattern of a `.dockerignore` file, with the meaning that BuildKit gives it (moby,
/// `patternmatcher`): `*` and `?` stop at a slash, `**` does not, `[a-z]` and `\` are as in Go's
/// `filepath.Match`, and a `!` in front makes it an exception.
///
/// A pattern matches whole paths; that it also holds for everything below a directory is the
/// business of [PathPatterns].
final class PathPattern {

  private static final String WILDCARDS = "*[]?^\\";

  private final String text;
  private final boolean exception;
  private final Matching matching;

  /// How a path is compared.
  private sealed interface Matching {
    /// The text itself.
    record Exact(String path) implements Matching {}

    /// Anything that begins so, for `dir/**`.
    record Prefix(String start) implements Matching {}

    /// Anything that ends so, for `**/name`; `bare` is the same without a slash in front.
    record Suffix(String end, Optional<String> bare) implements Matching {}

    record Regex(Pattern pattern) implements Matching {}
  }

  private PathPattern(String text, boolean exception) {
    this.text = text;
    this.exception = exception;
    this.matching = matching(text);
  }

  /// Reads a line of patterns; empty for a blank one.
  ///
  /// @throws PatternSyntaxProblem if it makes no sense
  static Optional<PathPattern> parse(String line) {
    if (line.isBlank()) {
      return Optional.empty();
    }
    String cleaned = CleanPath.of(line.strip());
    boolean exception = cleaned.startsWith("!");
    String text = exception ? cleaned.substring(1) : cleaned;
    if (text.isEmpty()) {
      throw new PatternSyntaxProblem(line);
    }
    GlobSyntax.check(text);
    return Optional.of(new PathPattern(text, exception));
  }

  /// Whether it takes back what earlier patterns matched.
  boolean isException() {
    return exception;
  }

  boolean matches(String path) {
    return switch (matching) {
      case Matching.Exact(String exact) -> path.equals(exact);
      case Matching.Prefix(String start) -> path.startsWith(start);
      case Matching.Suffix(String end, Optional<String> bare) ->
          path.endsWith(end) || bare.filter(path::equals).isPresent();
      case Matching.Regex(Pattern pattern) -> pattern.matcher(path).matches();
    };
  }

  /// Whether something below the directory could match, judged by the pattern's text alone.
  boolean mayMatchBelow(String directory) {
    String stem = text;
    stem = stem.endsWith("/**") ? stem.substring(0, stem.length() - 3) : stem;
    stem = stem.endsWith("/*") ? stem.substring(0, stem.length() - 2) : stem;
    return stem.chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0)
        || (stem + "/").startsWith(directory + "/");
  }

  @Override
  public String toString() {
    return exception ? "!" + text : text;
  }

  /// Chooses the cheapest comparison, in the same cases as the original. One of them is odd: of
  /// `**name` only the end of the path counts, so it matches `surname` too.
  private static Matching matching(String text) {
    if (text.startsWith("**") && isPlain(text.substring(2))) {
      String end = text.substring(2);
      return new Matching.Suffix(
          end, end.startsWith("/") ? Optional.of(end.substring(1)) : Optional.empty());
    }
    if (text.endsWith("**") && isPlain(text.substring(0, text.length() - 2))) {
      return new Matching.Prefix(text.substring(0, text.length() - 2));
    }
    if (isPlain(text)) {
      return new Matching.Exact(text);
    }
    try {
      return new Matching.Regex(GoRegex.compile(GlobRegex.of(text)));
    } catch (PatternSyntaxException _) {
      throw new PatternSyntaxProblem(text);
    }
  }

  private static boolean isPlain(String text) {
    return text.chars().noneMatch(c -> "*?[]\\".indexOf(c) >= 0);
  }
}
