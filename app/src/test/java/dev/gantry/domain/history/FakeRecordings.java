package dev.gantry.domain.history;

import dev.gantry.domain.build.ArchivedBuild;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Keeps recordings while the test runs.
public final class FakeRecordings implements Recordings {
  private final List<Kept> kept = new ArrayList<>();

  private record Kept(String engine, Recording recording) {
    ArchivedBuild build() {
      return recording.build();
    }
  }

  @Override
  public synchronized void add(String engine, Recording recording) {
    kept.add(new Kept(engine, recording));
  }

  @Override
  public synchronized List<ArchivedBuild> builds(String engine) {
    return kept.stream()
        .filter(it -> it.engine().equals(engine))
        .map(Kept::build)
        .sorted(Comparator.comparing(ArchivedBuild::started).reversed())
        .toList();
  }

  @Override
  public synchronized Optional<Recording> find(String engine, String ref) {
    return kept.stream()
        .filter(it -> it.engine().equals(engine) && it.build().ref().equals(ref))
        .map(Kept::recording)
        .findFirst();
  }
}
