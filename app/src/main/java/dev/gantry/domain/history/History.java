package dev.gantry.domain.history;

import dev.gantry.domain.plan.FileManifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Port: what is remembered of builds, across runs of Gantry. Only so many builds of each target
/// are kept.
///
/// All methods throw a [dev.gantry.domain.problem.GantryException] when the memory cannot be used;
/// nothing but the memory suffers then.
public interface History {

  /// Says that it is about to be used: it may be opened in the background.
  default void prepare() {}

  /// Remembers a build.
  ///
  /// @param files the files that its steps took, by digest
  void add(BuildRecord build, Map<String, FileManifest> files);

  /// The newest builds of an engine that tell of steps, newest first. However many are kept, no
  /// more than a fixed number.
  List<BuildRecord> builds(String engine);

  /// The builds of a target on an engine, and the newest ones of all its targets that tell of
  /// steps, newest first; again no more than a fixed number.
  ///
  /// @param context directory or address that the target is built from
  List<BuildRecord> builds(String engine, String context, String target);

  /// The files of this digest, if they are remembered.
  Optional<FileManifest> files(String digest);
}
