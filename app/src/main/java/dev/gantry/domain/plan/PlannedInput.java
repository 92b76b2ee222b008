package dev.gantry.domain.plan;

/// Something that a step needs. The kinds differ in how the engine tells whether it is the same as
/// before (moby/buildkit, `CacheMap` of each operation in `solver/llbsolver/ops`).
public sealed interface PlannedInput {

  /// All that an earlier step made: the same when that step is the same.
  ///
  /// @param step its position in the plan
  record Step(int step, long output) implements PlannedInput {}

  /// Files that an earlier step made, as `COPY --from` takes them: the same when the step is the
  /// same, or when what it made is.
  ///
  /// @param paths which of them
  record StepFiles(int step, String paths) implements PlannedInput {}

  /// Files of this machine: the same when names, permissions and content are.
  ///
  /// @param source what the engine calls their directory, for example `context`
  /// @param digest of the [FileManifest]
  record Files(String source, String digest) implements PlannedInput {}

  /// An image.
  ///
  /// @param digest of what is in it
  record Image(String reference, String digest) implements PlannedInput {}

  /// Something elsewhere, which the engine asks for when it builds.
  record Remote(String address) implements PlannedInput {}
}
