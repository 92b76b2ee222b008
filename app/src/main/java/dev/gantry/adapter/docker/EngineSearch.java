package dev.gantry.adapter.docker;

import dev.gantry.adapter.docker.EngineCandidates.Chosen;
import dev.gantry.adapter.docker.EngineCandidates.Usual;
import dev.gantry.domain.engine.EngineAddress;
import dev.gantry.domain.engine.EngineAddress.Source;
import dev.gantry.domain.engine.EngineStatus;
import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.engine.EngineStatus.Unreachable;
import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import dev.gantry.domain.problem.Problem.EngineProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the engine to use. Where nobody chose one, the engine that answered last is kept as long
/// as it answers, so that another one that starts does not take its place unasked.
final class EngineSearch {

  private final EngineLocator locator;
  private final Function<EngineAddress, EngineStatus> probe;
  private final AtomicReference<@Nullable EngineAddress> inUse = new AtomicReference<>();

  EngineSearch(EngineLocator locator, Function<EngineAddress, EngineStatus> probe) {
    this.locator = locator;
    this.probe = probe;
  }

  EngineStatus find() {
    EngineCandidates candidates;
    try {
      candidates = locator.locate();
    } catch (GantryException e) {
      if (e.problem() instanceof EngineProblem problem) {
        return new Unreachable(problem);
      }
      throw e;
    }
    return switch (candidates) {
      case Chosen(EngineAddress address) -> remembered(List.of(address), probe.apply(address));
      case Usual(List<EngineAddress> addresses) ->
          remembered(addresses, firstThatAnswers(addresses));
    };
  }

  /// Keeps in mind who answered, and tells an engine that is gone from one that never was there.
  private EngineStatus remembered(List<EngineAddress> candidates, EngineStatus status) {
    return switch (status) {
      case Reachable reachable -> {
        inUse.set(reachable.address());
        yield reachable;
      }
      case Unreachable(EngineProblem problem) -> {
        EngineAddress last = inUse.get();
        yield last != null && candidates.contains(last)
            ? new Unreachable(gone(last, problem))
            : status;
      }
      case EngineStatus.Unknown unknown -> unknown;
    };
  }

  private EngineStatus firstThatAnswers(List<EngineAddress> addresses) {
    EngineAddress last = inUse.get();
    List<EngineAddress> order = new ArrayList<>(addresses);
    if (last != null && order.remove(last)) {
      order.addFirst(last);
    }
    List<Failure> failures = new ArrayList<>();
    for (EngineAddress address : order) {
      switch (probe.apply(address)) {
        case Unreachable(EngineProblem problem) -> failures.add(new Failure(address, problem));
        case Reachable reachable -> {
          return reachable;
        }
        case EngineStatus.Unknown unknown -> {
          return unknown;
        }
      }
    }
    return new Unreachable(mostTelling(failures));
  }

  /// The failure that the user can do most about.
  private EngineProblem mostTelling(List<Failure> failures) {
    return failures.stream()
        .filter(failure -> !failure.isAbsent() || failure.isPrivate())
        .min(Comparator.comparingInt(Failure::rank))
        .map(Failure::problem)
        .or(
            () ->
                failures.stream()
                    .map(Failure::problem)
                    .filter(_ -> locator.hasEngineProgram())
                    .findFirst())
        .orElseGet(
            () ->
                new Problem.EngineNotInstalled(
                    failures.stream().map(failure -> failure.address().host()).toList()));
  }

  private static EngineProblem gone(EngineAddress address, EngineProblem problem) {
    if (problem instanceof Problem.EngineNotRunning(_, String cause)) {
      return new Problem.EngineWentAway(address.host(), cause);
    }
    if (problem instanceof Problem.EngineNotInstalled) {
      return new Problem.EngineWentAway(address.host(), "");
    }
    return problem;
  }

  private record Failure(EngineAddress address, EngineProblem problem) {

    boolean isAbsent() {
      return problem instanceof Problem.EngineNotRunning(_, String cause) && Causes.isAbsent(cause);
    }

    boolean isPrivate() {
      return address.source() == Source.PRIVATE_ENGINE;
    }

    int rank() {
      if (problem instanceof Problem.EngineNotRunning) {
        return isPrivate() ? 2 : 1;
      }
      return 0;
    }
  }
}
