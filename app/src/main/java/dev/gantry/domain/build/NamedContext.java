package dev.gantry.domain.build;

import java.nio.file.Path;

/// A further source of files that a Dockerfile uses by a name: `COPY --from=name`, `FROM name`.
public sealed interface NamedContext {
  /// A directory of this machine, absolute.
  record Directory(Path path) implements NamedContext {}

  /// An image layout of this machine.
  ///
  /// @param path its directory, absolute
  /// @param reference what is taken of it: a tag, or a digest with its `@`
  record OciLayout(Path path, String reference) implements NamedContext {}

  /// Something that the engine fetches, for example `docker-image://alpine:3` or
  /// `https://example.org/lib.git`.
  record Remote(String source) implements NamedContext {}

  /// What another service of the project builds.
  record Service(String name) implements NamedContext {}

  /// Reads a context as compose and `docker buildx build --build-context` take it.
  ///
  /// @param base what a relative path starts from
  static NamedContext of(String text, Path base) {
    if (text.startsWith("docker-image://")) {
      return new Remote(text);
    }
    if (text.startsWith("oci-layout://")) {
      return ociLayout(text.substring("oci-layout://".length()), base);
    }
    return switch (BuildContext.of(text, base)) {
      case BuildContext.Directory(Path path) -> new Directory(path);
      case BuildContext.Remote(String url) -> new Remote(url);
    };
  }

  /// The directory, and then a tag or a digest.
  private static OciLayout ociLayout(String text, Path base) {
    int at = text.indexOf('@');
    if (at >= 0) {
      return new OciLayout(base.resolve(text.substring(0, at)).normalize(), text.substring(at));
    }
    int colon = text.indexOf(':', text.lastIndexOf('/') + 1);
    return colon < 0
        ? new OciLayout(base.resolve(text).normalize(), "latest")
        : new OciLayout(
            base.resolve(text.substring(0, colon)).normalize(), text.substring(colon + 1));
  }
}
