package dev.gantry.domain.build;

import java.nio.file.Path;
import java.util.List;

/// Where the files come from that a build may use.
public sealed interface BuildContext {
  /// A directory of this machine, absolute.
  record Directory(Path path) implements BuildContext {}

  /// A git repository or an archive that the engine fetches, for example
  /// `https://example.org/web.git#main:docker`.
  record Remote(String url) implements BuildContext {}

  /// Reads a context as compose and `docker build` take it.
  ///
  /// @param base what a relative path starts from
  static BuildContext of(String text, Path base) {
    return List.of("https://", "http://", "git://", "ssh://", "github.com/", "git@").stream()
            .anyMatch(text::startsWith)
        ? new Remote(text)
        : new Directory(base.resolve(text).normalize());
  }
}
