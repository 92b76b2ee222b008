package dev.gantry.adapter.buildkit.plan;

import dev.gantry.domain.plan.FileHashes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Remembers digests of files while the test runs.
final class RememberedHashes implements FileHashes {
  private final Map<Path, Map<String, Hash>> kept = new HashMap<>();

  @Override
  public Map<String, Hash> of(Path directory) {
    return kept.getOrDefault(directory, Map.of());
  }

  @Override
  public void keep(Path directory, Map<String, Hash> hashes) {
    kept.put(directory, Map.copyOf(hashes));
  }
}
