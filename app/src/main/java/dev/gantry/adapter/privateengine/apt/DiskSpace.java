package dev.gantry.adapter.privateengine.apt;

import dev.gantry.domain.problem.Problem;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Recognises a full disk in what tools say.
public final class DiskSpace {

  private DiskSpace() {}

  /// The problem, if `said` is about a full disk.
  ///
  /// @param place what could not be written to
  public static Optional<Problem> problem(Path place, String said) {
    String text = said.toLowerCase(Locale.ROOT);
    boolean full =
        text.contains("no space left on device")
            || text.contains("enough free space")
            || text.contains("disk quota exceeded");
    return full ? Optional.of(new Problem.DiskFull(place.toString(), said)) : Optional.empty();
  }
}
