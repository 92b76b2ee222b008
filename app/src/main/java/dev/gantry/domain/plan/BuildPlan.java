package dev.gantry.domain.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The steps that make an image, and the files that go into them.
///
/// @param engine the engine that made the plan, by its address
/// @param steps each after those that it needs; the last one makes the result
/// @param files the files of each [PlannedInput.Files], by digest
/// @param lost positions of steps whose results the engine no longer has
/// @param filesChanged when one of the files, the Dockerfile or `.dockerignore` was changed last
public record BuildPlan(
    String engine,
    List<PlannedStep> steps,
    Map<String, FileManifest> files,
    Set<Integer> lost,
    Instant filesChanged) {
  public BuildPlan {
    steps = List.copyOf(steps);
    files = Map.copyOf(files);
    lost = Set.copyOf(lost);
  }
}
