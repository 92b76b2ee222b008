package dev.gantry.devloop.watch;

import dev.gantry.devloop.watch.TreeScanner.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Waits until files have changed: by the events of the system, and by looking all the same,
/// because some mounts of virtual machines and networks have none. Where a look finds what no event
/// told, there are none, and it looks more often from then on.
public final class ChangeWatch implements AutoCloseable {
  /// An editor writes a file in several steps, and saves several files at once.
  private static final Duration QUIET = Duration.ofMillis(25);

  private static final Duration LONGEST_UNREST = Duration.ofMillis(500);
  private static final Duration GRACE_OF_EVENTS = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration LOOK_WITHOUT_EVENTS = Duration.ofMillis(150);

  /// How changes are found.
  public enum Means {
    /// By events, until one is missed.
    AUTO,
    /// By looking often, whatever events there are.
    LOOKING
  }

  private final TreeScanner scanner;
  private final TreeEvents events;
  private final Runnable onNoEvents;
  private boolean looking;
  private Snapshot last;

  /// Looks for the first time.
  ///
  /// @param onNoEvents told when it turns out that there are no events
  public ChangeWatch(Path root, Means means, InstantSource clock, Runnable onNoEvents)
      throws IOException {
    scanner = new TreeScanner(root, clock);
    events = new TreeEvents(root);
    this.onNoEvents = onNoEvents;
    looking = means == Means.LOOKING;
    last = look(Snapshot.EMPTY);
  }

  /// As it was at the last look.
  public Snapshot last() {
    return last;
  }

  /// Waits for a change, for a moment only.
  ///
  /// @return how it is now
  public Snapshot await() throws IOException, InterruptedException {
    boolean told = !looking && events.await(LOOK);
    if (looking) {
      events.await(LOOK_WITHOUT_EVENTS);
    }
    if (told) {
      settle();
    }
    Snapshot now = look(last);
    boolean changed = !now.since(last).isEmpty();
    if (changed && !told) {
      if (!looking && !events.await(GRACE_OF_EVENTS)) {
        looking = true;
        onNoEvents.run();
      }
      now = settled(now);
    }
    last = now;
    return now;
  }

  private void settle() throws InterruptedException {
    long end = System.nanoTime() + LONGEST_UNREST.toNanos();
    while (events.await(QUIET) && System.nanoTime() < end) {
      // one more event: not yet quiet
    }
  }

  private Snapshot settled(Snapshot first) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_UNREST.toNanos();
    Snapshot before;
    Snapshot now = first;
    do {
      before = now;
      events.await(QUIET);
      now = look(before);
    } while (!now.since(before).isEmpty() && System.nanoTime() < end);
    return now;
  }

  private Snapshot look(Snapshot before) throws IOException {
    Scan scan = scanner.scan(before);
    // what is written into a new directory before its events are wanted is told by nobody
    while (events.register(scan.directories())) {
      scan = scanner.scan(scan.snapshot());
    }
    return scan.snapshot();
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
