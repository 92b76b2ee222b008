package dev.gantry.devloop.serve;

import dev.gantry.devloop.compile.Program;
import dev.gantry.devloop.compile.ProgramBuilder;
import dev.gantry.devloop.compile.ProgramStore;
import dev.gantry.devloop.watch.ChangeWatch;
import dev.gantry.devloop.watch.Changes;
import dev.gantry.devloop.watch.Reach;
import dev.gantry.devloop.watch.Snapshot;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Waits for what is saved, and brings it into the running server as far as it can be brought
/// there.
final class DevLoop implements Runnable {
  private final Path root;
  private final ChangeWatch watch;
  private final ProgramBuilder builder;
  private final ProgramStore store;
  private final HotServices services;
  private final CycleFeed feed;
  private final CycleLog log;
  private final Consumer<RestartNote> restart;
  private final InstantSource clock;

  private final Snapshot basis;
  private long number;
  private Snapshot seen;
  private Snapshot running;
  private Program program;

  /// @param root of the repository
  /// @param snapshot what the program was made of that runs
  /// @param basis what the image and the container were made of
  /// @param restart called where the process has to restart
  DevLoop(
      Path root,
      ChangeWatch watch,
      ProgramBuilder builder,
      ProgramStore store,
      Program program,
      Snapshot snapshot,
      Snapshot basis,
      HotServices services,
      CycleFeed feed,
      CycleLog log,
      Consumer<RestartNote> restart,
      InstantSource clock) {
    this.root = root;
    this.watch = watch;
    this.builder = builder;
    this.store = store;
    this.program = program;
    this.services = services;
    this.feed = feed;
    this.log = log;
    this.restart = restart;
    this.clock = clock;
    this.basis = basis;
    seen = snapshot;
    running = snapshot;
    number = feed.latest().map(Cycle::number).orElse(0L);
  }

  @Override
  public void run() {
    try {
      begin();
      while (!Thread.interrupted()) {
        step();
      }
    } catch (InterruptedException | ClosedWatchServiceException _) {
      // told to end
    }
  }

  /// What the image or the container was made of may have changed before this process started.
  private void begin() {
    Optional<String> reason = rebuildNeeded(seen);
    if (reason.isEmpty()) {
      return;
    }
    Changes since = seen.since(basis);
    SortedSet<String> files = since.reaching(Reach.IMAGE).paths();
    files.addAll(since.reaching(Reach.CONTAINER).paths());
    Instant now = clock.instant();
    Cycle cycle =
        Cycle.begin(number + 1, List.copyOf(files), SaveTimes.latest(root, files, now), now)
            .ended(new Outcome.RebuildNeeded(reason.get()))
            .rebuildNeeded(reason.get());
    log.ended(cycle);
    if (number == 0) {
      number = cycle.number();
      feed.publish(cycle);
    } else {
      feed.update(number, restarted -> restarted.rebuildNeeded(reason.get()));
    }
  }

  private void step() throws InterruptedException {
    try {
      Snapshot now = watch.await();
      Changes fresh = now.since(seen);
      if (!fresh.isEmpty()) {
        seen = now;
        cycle(now, fresh);
      }
    } catch (IOException e) {
      log.failed(e);
    }
  }

  private void cycle(Snapshot now, Changes fresh) throws IOException {
    Instant begin = clock.instant();
    Instant saved = SaveTimes.latest(root, fresh.written(), begin);
    Cycle cycle = Cycle.begin(++number, List.copyOf(fresh.paths()), saved, begin);
    feed.publish(cycle);
    Outcome outcome = outcome(now, cycle);
    Optional<String> rebuild = rebuildNeeded(now);
    boolean concerned =
        !fresh.reaching(Reach.IMAGE).isEmpty() || !fresh.reaching(Reach.CONTAINER).isEmpty();
    if (rebuild.isPresent() && concerned && !(outcome instanceof Outcome.Restart)) {
      outcome = new Outcome.RebuildNeeded(rebuild.get());
    }
    Outcome end = outcome;
    log.ended(feed.latest().orElse(cycle).ended(end));
    feed.update(number, all -> all.ended(end).rebuildNeeded(rebuild.orElse(null)));
    if (end instanceof Outcome.Restart(String reason)) {
      restart.accept(new RestartNote(cycle.files(), saved, reason));
    }
  }

  private Outcome outcome(Snapshot now, Cycle cycle) throws IOException {
    Changes changes = now.since(running);
    if (changes.reaching(Reach.SOURCE).isEmpty() && changes.reaching(Reach.RESOURCE).isEmpty()) {
      return new Outcome.Unchanged();
    }
    return switch (builder.build(now, running, program)) {
      case ProgramBuilder.Result.Failed(var errors) -> new Outcome.CompileFailed(errors);
      case ProgramBuilder.Result.Built(Program next, int compiledFiles) -> {
        Instant compiled = clock.instant();
        feed.update(cycle.number(), all -> all.compiledAt(compiled, compiledFiles));
        yield bringIn(next, now, cycle);
      }
    };
  }

  private Outcome bringIn(Program next, Snapshot now, Cycle cycle) throws IOException {
    SortedSet<String> classes = next.classes().differences(program.classes());
    SortedSet<String> resources = next.differentResources(program);
    if (classes.isEmpty() && resources.isEmpty()) {
      running = now;
      return new Outcome.Unchanged();
    }
    Optional<String> stays = stays(next, classes, resources);
    if (stays.isPresent()) {
      keep(next, now);
      return new Outcome.Restart(stays.get());
    }
    try {
      services.swap(
          next,
          () -> {
            Instant served = clock.instant();
            feed.update(cycle.number(), all -> all.servedAt(served));
            feed.latest().ifPresent(log::served);
          });
    } catch (LoadException e) {
      return new Outcome.LoadFailed(String.valueOf(e.getMessage()));
    }
    Instant swapped = clock.instant();
    feed.update(cycle.number(), all -> all.swappedAt(swapped));
    keep(next, now);
    return new Outcome.Swapped();
  }

  private void keep(Program next, Snapshot now) throws IOException {
    SortedSet<String> sources = now.paths(Reach.SOURCE);
    sources.addAll(now.paths(Reach.RESOURCE));
    store.save(next, program, now.fingerprint(sources));
    program = next;
    running = now;
  }

  /// Why a difference cannot be swapped.
  private static Optional<String> stays(
      Program next, SortedSet<String> classes, SortedSet<String> resources) {
    NavigableSet<String> kept = new TreeSet<>();
    classes.stream()
        .filter(name -> !HotCode.isHot(name))
        .map(name -> name.replaceAll("\\$.*", ""))
        .forEach(kept::add);
    resources.stream().filter(path -> !HotCode.isHotResource(path)).forEach(kept::add);
    if (kept.isEmpty()) {
      return HotCode.obstacle(next.classes());
    }
    return Optional.of(
        kept.size() == 1
            ? "%s stays while the server runs".formatted(kept.first())
            : "%s and %d more stay while the server runs".formatted(kept.first(), kept.size() - 1));
  }

  /// Why the image or the container is no longer what it should be; empty where it is.
  private Optional<String> rebuildNeeded(Snapshot now) {
    Changes since = now.since(basis);
    SortedSet<String> built = since.reaching(Reach.IMAGE).paths();
    if (!built.isEmpty()) {
      return Optional.of(
          "%s is built into the image: build and start it anew".formatted(built.first()));
    }
    SortedSet<String> container = since.reaching(Reach.CONTAINER).paths();
    return container.isEmpty()
        ? Optional.empty()
        : Optional.of("%s says how the container runs: start it anew".formatted(container.first()));
  }
}
