package dev.gantry.domain.history;

import dev.gantry.domain.plan.FileManifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Remembers builds while the test runs.
public final class FakeHistory implements History {
  private final List<BuildRecord> builds = new ArrayList<>();
  private final Map<String, FileManifest> files = new HashMap<>();

  @Override
  public synchronized void add(BuildRecord build, Map<String, FileManifest> its) {
    builds.addFirst(build);
    files.putAll(its);
  }

  /// As if so many builds had come since that the first one is not kept any more.
  public synchronized void forgetOldest() {
    builds.removeLast();
  }

  @Override
  public synchronized List<BuildRecord> builds(String engine) {
    return builds.stream()
        .filter(build -> build.engine().equals(engine))
        .sorted(Comparator.comparing(BuildRecord::begun).reversed())
        .toList();
  }

  @Override
  public List<BuildRecord> builds(String engine, String context, String target) {
    return builds(engine);
  }

  @Override
  public synchronized Optional<FileManifest> files(String digest) {
    return Optional.ofNullable(files.get(digest));
  }
}
