package dev.gantry.domain.history;

import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.BuildArchive;
import dev.gantry.domain.build.BuildEvent;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The builds that the engine remembers, and those that Gantry itself has run on it: they stay when
/// the engine forgets them, and are there for engines that remember none.
public final class RecordedArchive implements BuildArchive {
  private final BuildArchive archive;
  private final Recordings recordings;
  private final Supplier<String> engine;

  /// @param archive the engine's own
  /// @param engine address of the engine
  public RecordedArchive(BuildArchive archive, Recordings recordings, Supplier<String> engine) {
    this.archive = archive;
    this.recordings = recordings;
    this.engine = engine;
  }

  /// Without a history of the engine's, the builds of Gantry alone; only where there are none of
  /// these either, it is a failure.
  @Override
  public List<ArchivedBuild> list() {
    List<ArchivedBuild> own = recordings.builds(engine.get());
    List<ArchivedBuild> remembered;
    try {
      remembered = archive.list();
    } catch (GantryException failure) {
      if (failure.problem() instanceof Problem.HistoryUnsupported && !own.isEmpty()) {
        return own;
      }
      throw failure;
    }
    Set<String> known = remembered.stream().map(ArchivedBuild::ref).collect(Collectors.toSet());
    return Stream.concat(
            remembered.stream(), own.stream().filter(build -> !known.contains(build.ref())))
        .sorted(Comparator.comparing(ArchivedBuild::started).reversed())
        .toList();
  }

  @Override
  public BuildProgress replay(String ref) {
    return recording(ref).map(RecordedArchive::replay).orElseGet(() -> archive.replay(ref));
  }

  private static BuildProgress replay(Recording recording) {
    BuildProgress progress = BuildProgress.of(recording.events());
    return recording.build().completed().map(progress::ended).orElse(progress);
  }

  @Override
  public List<LayerOrigin> origins(String ref) {
    return recording(ref).map(Recording::origins).orElseGet(() -> archive.origins(ref));
  }

  @Override
  public RunningBuild follow(ArchivedBuild build, Consumer<BuildEvent> events) {
    return archive.follow(build, events);
  }

  private Optional<Recording> recording(String ref) {
    return recordings.find(engine.get(), ref);
  }
}
