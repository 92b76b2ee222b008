package dev.gantry.adapter.buildkit;

import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.image.LayerOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Guesses the origins of an image's layers from the steps of its build, for engines that do not
/// remember builds: from the last step back along the first input of each, down to the base image.
///
/// It takes a base image for one layer, and knows neither lines nor earlier durations.
final class DagWalk {

  private static final Pattern FROM = Pattern.compile("(\\[[^]]*] )?FROM .*");
  private static final Pattern COPY_FROM = Pattern.compile("(\\[[^]]*] )?(COPY|ADD) .*--from=.*");

  private final Map<StepId, Step> steps = new HashMap<>();
  private final Set<StepId> inputs = new HashSet<>();

  private DagWalk(List<Step> all) {
    for (Step step : all) {
      if (!step.internal() && !step.name().startsWith("exporting ")) {
        steps.put(step.id(), step);
        inputs.addAll(step.inputs());
      }
    }
  }

  /// The origins from the bottom up.
  static List<LayerOrigin> origins(List<Step> all) {
    DagWalk walk = new DagWalk(all);
    List<LayerOrigin> origins = new ArrayList<>();
    Set<StepId> visited = new HashSet<>();
    Optional<Step> step =
        all.stream()
            .filter(it -> walk.steps.containsKey(it.id()) && !walk.inputs.contains(it.id()))
            .reduce((_, last) -> last);
    while (step.isPresent() && visited.add(step.get().id())) {
      origins.addFirst(origin(step.get()));
      step = walk.below(step.get());
    }
    return origins;
  }

  /// The step whose result a step builds on. What is copied into an empty image builds on nothing:
  /// its only input is where the files come from.
  private Optional<Step> below(Step step) {
    boolean intoEmpty = step.inputs().size() == 1 && COPY_FROM.matcher(step.name()).matches();
    return FROM.matcher(step.name()).matches() || intoEmpty
        ? Optional.empty()
        : step.inputs().stream().findFirst().flatMap(id -> Optional.ofNullable(steps.get(id)));
  }

  private static LayerOrigin origin(Step step) {
    Optional<Duration> duration =
        step.state() instanceof StepState.Done(_, _, Duration took)
            ? Optional.of(took)
            : Optional.empty();
    return new LayerOrigin(
        step.name(),
        Optional.empty(),
        Optional.empty(),
        duration,
        step.state() instanceof StepState.Cached);
  }
}
