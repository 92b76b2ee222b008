package dev.gantry.domain.forecast;

import dev.gantry.domain.history.BuildRecord;
import dev.gantry.domain.history.StepRecord;
import dev.gantry.domain.plan.FileManifest;
import dev.gantry.domain.plan.PlannedInput;
import dev.gantry.domain.plan.PlannedStep;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/// Compares the steps of a plan with those of an earlier build of the same target, each for itself:
/// that a step which it needs has changed does not count here.
final class Changes {
  private static final int PATHS = 3;
  private static final String ENVIRONMENT = "env ";

  private final List<StepRecord> before;
  private final Set<String> arguments;
  private final Map<String, FileManifest> files;
  private final Function<String, Optional<FileManifest>> filesBefore;

  /// @param arguments names of build arguments
  /// @param files of the plan, by digest
  /// @param filesBefore finds files of the earlier build by digest
  Changes(
      Optional<BuildRecord> before,
      Set<String> arguments,
      Map<String, FileManifest> files,
      Function<String, Optional<FileManifest>> filesBefore) {
    this.before = before.map(BuildRecord::steps).orElse(List.of());
    this.arguments = Set.copyOf(arguments);
    this.files = Map.copyOf(files);
    this.filesBefore = filesBefore;
  }

  /// The first thing that has changed of a step; empty when nothing has.
  Optional<Cause> of(PlannedStep step) {
    Optional<PlannedStep> earlier = earlier(step);
    return earlier.isEmpty()
        ? Optional.of(new Cause.NeverBuilt())
        : operation(step, earlier.get()).or(() -> inputs(step, earlier.get()));
  }

  /// The same instruction in the earlier build, else what stood in its place.
  private Optional<PlannedStep> earlier(PlannedStep step) {
    return find(known -> known.name().equals(step.name()))
        .or(() -> find(known -> known.instruction().equals(step.instruction())))
        .or(() -> find(known -> place(known).equals(place(step))));
  }

  private Optional<PlannedStep> find(Predicate<PlannedStep> condition) {
    return before.stream().map(StepRecord::step).filter(condition).findFirst();
  }

  private static String place(PlannedStep step) {
    return step.name().substring(0, step.name().length() - step.instruction().length());
  }

  private Optional<Cause> operation(PlannedStep step, PlannedStep earlier) {
    Set<String> names = new TreeSet<>(step.operation().keySet());
    names.addAll(earlier.operation().keySet());
    List<String> changed =
        names.stream()
            .filter(
                name -> !Objects.equals(step.operation().get(name), earlier.operation().get(name)))
            .toList();
    return changed.stream()
        .filter(name -> !name.startsWith(ENVIRONMENT))
        .findFirst()
        .<Cause>map(_ -> new Cause.InstructionChanged())
        .or(() -> changed.stream().findFirst().map(this::variable));
  }

  private Cause variable(String part) {
    String name = part.substring(ENVIRONMENT.length());
    return arguments.contains(name)
        ? new Cause.ArgumentChanged(name)
        : new Cause.VariableChanged(name);
  }

  private Optional<Cause> inputs(PlannedStep step, PlannedStep earlier) {
    if (step.inputs().size() != earlier.inputs().size()) {
      return Optional.of(new Cause.InstructionChanged());
    }
    for (int i = 0; i < step.inputs().size(); i++) {
      Optional<Cause> cause = input(step.inputs().get(i), earlier.inputs().get(i));
      if (cause.isPresent()) {
        return cause;
      }
    }
    return Optional.empty();
  }

  private Optional<Cause> input(PlannedInput input, PlannedInput earlier) {
    return switch (input) {
      case PlannedInput.Files(_, String digest)
          when earlier instanceof PlannedInput.Files(_, String old) ->
          digest.equals(old) ? Optional.empty() : Optional.of(filesChanged(digest, old));
      case PlannedInput.Image(String reference, String digest)
          when earlier instanceof PlannedInput.Image(_, String old) ->
          digest.equals(old)
              ? Optional.empty()
              : Optional.of(new Cause.BaseImageChanged(reference));
      case PlannedInput.Remote remote when earlier instanceof PlannedInput.Remote ->
          remote.equals(earlier) ? Optional.empty() : Optional.of(new Cause.InstructionChanged());
      // a change of the steps themselves is told of them
      case PlannedInput.Step _, PlannedInput.StepFiles _
          when input.getClass() == earlier.getClass() ->
          Optional.empty();
      case PlannedInput _ -> Optional.of(new Cause.InstructionChanged());
    };
  }

  private Cause filesChanged(String digest, String old) {
    FileManifest now = files.getOrDefault(digest, FileManifest.EMPTY);
    List<String> paths =
        filesBefore.apply(old).map(then -> List.copyOf(now.changesSince(then))).orElse(List.of());
    return new Cause.FilesChanged(paths.subList(0, Math.min(PATHS, paths.size())), paths.size());
  }
}
