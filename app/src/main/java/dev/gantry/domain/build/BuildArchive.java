package dev.gantry.domain.build;

import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.image.LayerOrigin;
import java.util.List;
import java.util.function.Consumer;

/// Port: the builds that the engine works on or remembers, whoever started them.
///
/// All methods but [#follow] block for seconds at most. They throw a [GantryException]: with
/// `HistoryUnsupported` for an engine that remembers no builds, with `UnknownBuild` for a reference
/// that it does not have, or with an engine problem.
public interface BuildArchive {
  /// The builds, newest first; those under way are among them.
  List<ArchivedBuild> list();

  /// Everything that a build has told, up to now if it is under way.
  BuildProgress replay(String ref);

  /// The step behind each layer of the image that a build has made, from the bottom up; empty where
  /// the engine does not tell, and for a build that made none.
  List<LayerOrigin> origins(String ref);

  /// Tells what a build has told so far and goes on until it ends. To cancel means to look away:
  /// the build goes on.
  RunningBuild follow(ArchivedBuild build, Consumer<BuildEvent> events);
}
