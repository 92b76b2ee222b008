package dev.gantry.devloop.serve;

import static dev.gantry.llm.log.EventLog.field;

import dev.gantry.devloop.DevEntry;
import dev.gantry.llm.log.EventLog.Level;
import dev.gantry.llm.server.ServerParts;
import dev.gantry.llm.server.ServerProcess;
import dev.gantry.llm.server.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The server of production, with services that can be swapped and the loop beside it.
public final class DevServer implements DevEntry {
  private static final InstantSource CLOCK = InstantSource.system();

  /// For who finds it by its name.
  public DevServer() {}

  @Override
  public int run(Start start) throws InterruptedException {
    return ServerProcess.run(List.of(), parts -> services(parts, start));
  }

  private static Services services(ServerParts parts, Start start) {
    CycleFeed feed = new CycleFeed();
    CycleLog log = new CycleLog(parts.log());
    try {
      Runnable onFirstAnswer = goOnFrom(RestartNote.take(start.restartedFile()), feed);
      HotServices services =
          new HotServices(parts, start.program(), new DevLoopGrpc(feed), onFirstAnswer);
      DevLoop loop =
          new DevLoop(
              start.root(),
              start.watch(),
              start.builder(),
              start.store(),
              start.program(),
              start.snapshot(),
              start.basis(),
              services,
              feed,
              log,
              note -> restart(start, note),
              CLOCK);
      Thread.ofPlatform().daemon().name("devloop").start(loop);
      return services;
    } catch (LoadException e) {
      parts.log().write(Level.ERROR, "devloop.load_failed", field("error", e));
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The cycle that made the last process end goes on in this one.
  ///
  /// @return what to do when the first answer leaves
  private static Runnable goOnFrom(Optional<RestartNote> note, CycleFeed feed) {
    if (note.isEmpty()) {
      return () -> {};
    }
    feed.publish(
        Cycle.begin(1, note.get().files(), note.get().saved(), CLOCK.instant())
            .ended(new Outcome.Restart(note.get().reason())));
    return () -> {
      Instant served = CLOCK.instant();
      feed.update(1, cycle -> cycle.servedAt(served));
    };
  }

  /// Whoever started this process starts it again where it finds the note.
  private static void restart(Start start, RestartNote note) {
    try {
      note.write(start.restartFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.exit(0);
  }
}
