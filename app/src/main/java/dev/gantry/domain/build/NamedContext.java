package dev.gantry.domain.build;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A further source of files that a Dockerfile uses by a name: `COPY --from=name`, `FROM name`.
public sealed interface NamedContext {
  /// How a reference into an image layout ends.
  Pattern DIGEST = Pattern.compile("@[a-z0-9]+:[0-9a-f]{32,}$");

  Pattern TAG = Pattern.compile("(?<=..):\\w[\\w.-]{0,127}$");

  /// A directory of this machine, absolute.
  record Directory(Path path) implements NamedContext {}

  /// An image layout of this machine.
  ///
  /// @param path its directory, absolute
  /// @param reference what is taken of it: a tag, or a digest with an `@` in front
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

  /// The directory, and then a tag, a digest or both, of which the digest counts.
  private static OciLayout ociLayout(String text, Path base) {
    Matcher digest = DIGEST.matcher(text);
    boolean exact = digest.find();
    String rest = exact ? text.substring(0, digest.start()) : text;
    Matcher tag = TAG.matcher(rest);
    boolean tagged = tag.find();
    Path directory = base.resolve(tagged ? rest.substring(0, tag.start()) : rest).normalize();
    return new OciLayout(
        directory, exact ? digest.group() : tagged ? tag.group().substring(1) : "latest");
  }
}
