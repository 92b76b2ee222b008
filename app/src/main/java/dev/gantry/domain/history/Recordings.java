package dev.gantry.domain.history;

import dev.gantry.domain.build.ArchivedBuild;
import java.util.List;
import java.util.Optional;

/// Port: recordings of the builds that Gantry has run, the newest ones of each engine.
///
/// All methods throw a [dev.gantry.domain.problem.GantryException] when the memory cannot be used.
public interface Recordings {

  /// Keeps a recording.
  ///
  /// @param engine address of the engine that built
  void add(String engine, Recording recording);

  /// The builds of an engine, newest first.
  List<ArchivedBuild> builds(String engine);

  /// The recording of the build with this reference, if it is kept.
  Optional<Recording> find(String engine, String ref);
}
