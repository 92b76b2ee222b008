package dev.gantry.ui.fx;

import dev.gantry.domain.problem.GantryException;
import dev.gantry.domain.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Tasks without threads: background work waits until the test runs it, and time passes when the
/// test says so.
public final class ManualTasks implements FxTasks {
  private final List<Work> waiting = new ArrayList<>();
  private final Deque<Runnable> hops = new ArrayDeque<>();
  private final List<Timed> timed = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private static final class Work {
    private final Runnable run;
    private boolean cancelled;

    Work(Runnable run) {
      this.run = run;
    }
  }

  private record Timed(Instant at, Work work) {}

  @Override
  public <T> Handle run(
      Callable<? extends T> work, Consumer<? super T> onSuccess, Consumer<Problem> onFailure) {
    Work item = new Work(() -> perform(work, onSuccess, onFailure));
    waiting.add(item);
    return () -> item.cancelled = true;
  }

  private <T> void perform(
      Callable<? extends T> work, Consumer<? super T> onSuccess, Consumer<Problem> onFailure) {
    try {
      T result = work.call();
      hops.add(() -> onSuccess.accept(result));
    } catch (GantryException e) {
      hops.add(() -> onFailure.accept(e.problem()));
    } catch (Exception e) {
      hops.add(() -> onFailure.accept(new Problem.Unexpected(e.toString())));
    }
  }

  @Override
  public void later(Runnable action) {
    hops.add(action);
  }

  @Override
  public Handle after(Duration delay, Runnable action) {
    Work item = new Work(action);
    timed.add(new Timed(now.plus(delay), item));
    return () -> item.cancelled = true;
  }

  @Override
  public InstantSource clock() {
    return () -> now;
  }

  /// Runs the background work that waits now, then what it hands to the JavaFX thread. Work that
  /// comes up meanwhile goes on waiting.
  public void runWaiting() {
    List<Work> batch = List.copyOf(waiting);
    waiting.removeAll(batch);
    batch.stream().filter(work -> !work.cancelled).forEach(work -> work.run.run());
    hop();
  }

  /// Runs background work until none waits. Not for work that blocks until the test does something.
  public void settle() {
    hop();
    while (!waiting.isEmpty()) {
      runWaiting();
    }
  }

  /// Lets time pass on the JavaFX thread.
  public void advance(Duration duration) {
    Instant end = now.plus(duration);
    hop();
    while (nextBefore(end)) {
      Timed next = timed.stream().min(Comparator.comparing(Timed::at)).orElseThrow();
      timed.remove(next);
      now = next.at().isAfter(now) ? next.at() : now;
      if (!next.work().cancelled) {
        next.work().run.run();
      }
      hop();
    }
    now = end;
  }

  private boolean nextBefore(Instant end) {
    return timed.stream().anyMatch(it -> !it.at().isAfter(end));
  }

  private void hop() {
    while (!hops.isEmpty()) {
      hops.poll().run();
    }
  }

  /// How much background work waits.
  public int waitingCount() {
    return (int) waiting.stream().filter(work -> !work.cancelled).count();
  }

  /// Whether anything is going to happen later.
  public boolean idle() {
    return timed.stream().allMatch(it -> it.work().cancelled);
  }
}
