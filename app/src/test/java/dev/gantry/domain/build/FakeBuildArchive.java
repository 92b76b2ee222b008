package dev.gantry.domain.build;

import dev.gantry.domain.build.BuildRunner.RunningBuild;
import dev.gantry.domain.image.LayerOrigin;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// An archive with the builds that a test puts into it, newest first.
public final class FakeBuildArchive implements BuildArchive {

  /// A build and what it has told.
  private record Kept(ArchivedBuild build, List<BuildEvent> events, BuildOutcome outcome) {}

  private final Map<String, Kept> builds = new LinkedHashMap<>();
  private final Map<Integer, Kept> later = new HashMap<>();
  private int listings;
  private final List<String> followed = new ArrayList<>();
  private Optional<Problem> problem = Optional.empty();

  /// Adds a build older than those added before.
  ///
  /// @param outcome how it ends for those who follow it
  public FakeBuildArchive put(ArchivedBuild build, List<BuildEvent> events, BuildOutcome outcome) {
    builds.put(build.ref(), new Kept(build, events, outcome));
    return this;
  }

  /// Adds a build that begins when the builds have been listed so often.
  public void putLater(
      int listings, ArchivedBuild build, List<BuildEvent> events, BuildOutcome outcome) {
    later.put(listings, new Kept(build, events, outcome));
  }

  /// From now on every question fails so.
  public void failWith(Problem cause) {
    problem = Optional.of(cause);
  }

  /// The references of the builds that were followed.
  public List<String> followed() {
    return List.copyOf(followed);
  }

  @Override
  public List<ArchivedBuild> list() {
    problem.ifPresent(
        cause -> {
          throw new GantryException(cause);
        });
    Optional.ofNullable(later.get(listings++))
        .ifPresent(begun -> builds.put(begun.build().ref(), begun));
    return builds.values().stream().map(Kept::build).toList();
  }

  @Override
  public BuildProgress replay(String ref) {
    return BuildProgress.of(kept(ref).events());
  }

  @Override
  public List<LayerOrigin> origins(String ref) {
    return kept(ref).outcome() instanceof BuildOutcome.Succeeded done ? done.origins() : List.of();
  }

  @Override
  public RunningBuild follow(ArchivedBuild build, Consumer<BuildEvent> events) {
    followed.add(build.ref());
    Kept kept = kept(build.ref());
    kept.events().forEach(events);
    return new RunningBuild() {
      @Override
      public BuildOutcome await() {
        return kept.outcome();
      }

      @Override
      public void cancel() {}
    };
  }

  private Kept kept(String ref) {
    return Optional.ofNullable(builds.get(ref))
        .orElseThrow(() -> new GantryException(new Problem.UnknownBuild(ref, List.of())));
  }
}
