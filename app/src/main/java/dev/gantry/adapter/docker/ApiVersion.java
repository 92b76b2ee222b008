package dev.gantry.adapter.docker;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of the engine's API, for example `1.51`.
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  /// The oldest that Gantry gets along with: Docker 20.10 and Podman 4. Older ones have no BuildKit
  /// that tells its progress.
  static final ApiVersion MINIMUM = new ApiVersion(1, 41);

  /// The newest that Gantry was run with.
  static final ApiVersion NEWEST = new ApiVersion(1, 51);

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

  static Optional<ApiVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /// The version to speak with an engine: the newest that both know. An engine that has dropped
  /// everything as old as [#NEWEST] is spoken to in its oldest version.
  static ApiVersion negotiated(ApiVersion engineOldest, ApiVersion engineNewest) {
    ApiVersion common = engineNewest.compareTo(NEWEST) < 0 ? engineNewest : NEWEST;
    return common.compareTo(engineOldest) < 0 ? engineOldest : common;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
