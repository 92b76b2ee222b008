package dev.gantry.domain.build;

import java.util.Optional;
import java.util.OptionalInt;

/// What a build has told about itself as a whole.
///
/// @param ref what the engine calls it
/// @param reduction in what way the engine builds, if it is not the usual one
/// @param requestedFiles see [BuildEvent.FilesRequested]
record BuildNotes(
    Optional<String> ref, Optional<BuildReduction> reduction, OptionalInt requestedFiles) {
  static final BuildNotes NONE =
      new BuildNotes(Optional.empty(), Optional.empty(), OptionalInt.empty());

  BuildNotes withRef(String name) {
    return new BuildNotes(Optional.of(name), reduction, requestedFiles);
  }

  BuildNotes withReduction(BuildReduction how) {
    return new BuildNotes(ref, Optional.of(how), requestedFiles);
  }

  BuildNotes withRequestedFiles(int count) {
    return new BuildNotes(ref, reduction, OptionalInt.of(count));
  }
}
