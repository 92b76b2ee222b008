package dev.gantry.domain.image;

import java.util.regex.Pattern;

/// A content digest as OCI writes it, for example `sha256:2c26b46b...`.
public record Digest(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9+._-]+:[A-Za-z0-9=_-]+");
  private static final int SHORT_LENGTH = 12;

  public Digest {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a digest: " + value);
    }
  }

  /// The first 12 characters after the algorithm, as the Docker CLI shows it.
  public String abbreviated() {
    String hash = value.substring(value.indexOf(':') + 1);
    return hash.substring(0, Math.min(SHORT_LENGTH, hash.length()));
  }

  @Override
  public String toString() {
    return value;
  }
}
