package dev.gantry.domain.build;

import java.util.Optional;
import java.util.OptionalInt;

/// What a build has told about itself as a whole.
///
/// @param ref what the engine calls it
/// @param reduction in what way the engine builds, if it is not the usual one
/// @param requestedFiles see [BuildEvent.FilesRequested]
/// @param engineAnswers see [BuildEvent.EngineAnswers]
record BuildNotes(
    Optional<String> ref,
    Optional<BuildReduction> reduction,
    OptionalInt requestedFiles,
    boolean engineAnswers) {
  static final BuildNotes NONE =
      new BuildNotes(Optional.empty(), Optional.empty(), OptionalInt.empty(), true);

  BuildNotes withRef(String name) {
    return new BuildNotes(Optional.of(name), reduction, requestedFiles, engineAnswers);
  }

  BuildNotes withReduction(BuildReduction how) {
    return new BuildNotes(ref, Optional.of(how), requestedFiles, engineAnswers);
  }

  BuildNotes withRequestedFiles(int count) {
    return new BuildNotes(ref, reduction, OptionalInt.of(count), engineAnswers);
  }

  BuildNotes withEngineAnswers(boolean answers) {
    return new BuildNotes(ref, reduction, requestedFiles, answers);
  }
}
