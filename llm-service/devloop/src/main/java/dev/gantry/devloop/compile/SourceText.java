package dev.gantry.devloop.compile;

import java.net.URI;
import java.util.regex.Pattern;
import javax.tools.SimpleJavaFileObject;

/// A source as it was read once, so that all of a compilation sees the same.
final class SourceText extends SimpleJavaFileObject {
  private final String path;
  private final String text;

  /// @param path in the repository
  SourceText(String path, String text) {
    super(URI.create("source:///" + path.replace(" ", "%20")), Kind.SOURCE);
    this.path = path;
    this.text = text;
  }

  String path() {
    return path;
  }

  /// Whether the word is anywhere in it.
  boolean mentions(String word) {
    return text.contains(word)
        && Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(text).find();
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
