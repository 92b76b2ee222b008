package dev.gantry.domain.build;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A step of a build as it is known at one moment.
///
/// @param number position in order of first mention, from 1
/// @param name as BuildKit names it, for example `[build 2/5] RUN make`
/// @param firstStarted when it began for the first time, for placing its bar
/// @param transfers what it moves at the moment, in order of first mention
/// @param group the instruction that it is a part of, where BuildKit does one in several steps
public record Step(
    StepId id,
    int number,
    String name,
    List<StepId> inputs,
    StepState state,
    Optional<Instant> firstStarted,
    List<BuildEvent.Transfer> transfers,
    Optional<StepGroup> group) {
  public Step {
    inputs = List.copyOf(inputs);
    transfers = List.copyOf(transfers);
  }

  /// How long it has worked up to now; zero for a step that did not have to.
  public Duration elapsed(Instant now) {
    return switch (state) {
      case StepState.Running(Instant started) ->
          now.isAfter(started) ? Duration.between(started, now) : Duration.ZERO;
      case StepState.Done(_, _, Duration took) -> took;
      case StepState.Failed(Instant started, Instant completed, _) ->
          Duration.between(started, completed);
      case StepState.Waiting _, StepState.Cached _, StepState.Cancelled _ -> Duration.ZERO;
    };
  }

  /// Whether BuildKit does this for itself, such as loading the Dockerfile, or the second half of
  /// an instruction whose first half stands for it.
  public boolean internal() {
    return name.startsWith("[internal]")
        || group.filter(whole -> !whole.name().equals(name)).isPresent();
  }

  /// Whether it does an instruction of the Dockerfile that makes something: base images are taken
  /// as they are, and the rest is the engine's own.
  public boolean isInstruction() {
    return name.startsWith("[") && !internal() && !name.contains("] FROM ");
  }

  Step withState(StepState newState) {
    return new Step(id, number, name, inputs, newState, firstStarted, transfers, group);
  }

  Step withTransfers(List<BuildEvent.Transfer> newTransfers) {
    return new Step(id, number, name, inputs, state, firstStarted, newTransfers, group);
  }
}
