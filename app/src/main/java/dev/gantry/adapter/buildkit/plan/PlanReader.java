package dev.gantry.adapter.buildkit.plan;

import dev.gantry.adapter.buildkit.proto.llb.Definition;
import dev.gantry.adapter.buildkit.proto.llb.Input;
import dev.gantry.adapter.buildkit.proto.llb.Op;
import dev.gantry.domain.plan.BuildPlan;
import dev.gantry.domain.plan.FileHashes;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/// Translates BuildKit's plan of a build. Used for one plan.
public final class PlanReader {
  private final LlbGraph graph;
  private final PlanSources sources;
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<PlannedStep> steps = new ArrayList<>();
  private final Set<Integer> lost = new HashSet<>();

  /// Takes the plan apart.
  ///
  /// @param definitions one for each platform
  /// @param directories of this machine, by the name that the engine has for them
  /// @param images gives a digest of what is in an image, by reference and resolve mode
  /// @throws IOException if the plan cannot be understood
  public PlanReader(
      List<Definition> definitions,
      Map<String, Path> directories,
      BinaryOperator<String> images,
      FileHashes hashes)
      throws IOException {
    this.graph = new LlbGraph(definitions);
    this.sources = new PlanSources(directories, images, hashes);
  }

  /// The plan with the files that its steps take.
  ///
  /// @param engine its address
  /// @param results what the engine's cache holds, in its words; empty when it does not tell
  /// @param definitionModified when the Dockerfile, or what belongs to it, was changed last, in
  ///   nanoseconds since 1970
  /// @throws IOException if a file cannot be read
  public BuildPlan plan(String engine, Optional<Set<String>> results, long definitionModified)
      throws IOException, InterruptedException {
    for (Map.Entry<String, Op> entry : graph.operations().entrySet()) {
      Op operation = entry.getValue();
      if (!operation.hasSource()) {
        add(entry.getKey(), operation, results);
      }
    }
    sources.keepHashes();
    return new BuildPlan(
        engine,
        steps,
        sources.manifests(),
        lost,
        Instant.ofEpochSecond(0, Math.max(sources.lastModified(), definitionModified)));
  }

  private void add(String digest, Op operation, Optional<Set<String>> results)
      throws IOException, InterruptedException {
    List<PlannedInput> inputs = new ArrayList<>();
    for (int i = 0; i < operation.getInputsCount(); i++) {
      inputs.add(input(operation.getInputs(i), Taken.of(operation, i)));
    }
    boolean gone =
        operation.hasExec()
            && results
                .filter(all -> !all.contains(Operations.description(operation.getExec())))
                .isPresent();
    if (gone) {
      lost.add(steps.size());
    }
    positions.put(digest, steps.size());
    steps.add(
        new PlannedStep(
            graph.name(digest),
            graph.lines(digest),
            Operations.parts(operation),
            inputs,
            graph.ignoresCache(digest)));
  }

  private PlannedInput input(Input input, Taken taken) throws IOException, InterruptedException {
    Op maker = graph.operation(input);
    if (maker.hasSource()) {
      return sources.input(maker.getSource(), taken);
    }
    int position = Optional.ofNullable(positions.get(input.getDigest())).orElseThrow();
    return taken.whole()
        ? new PlannedInput.Step(position, input.getIndex())
        : new PlannedInput.StepFiles(position, taken.paths());
  }
}
