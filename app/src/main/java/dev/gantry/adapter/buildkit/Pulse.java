package dev.gantry.adapter.buildkit;

import dev.gantry.adapter.buildkit.Connections.Connection;
import dev.gantry.domain.build.BuildEvent;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Asks the engine now and then whether it is there, and tells within five seconds that it has
/// fallen silent: a frozen engine keeps its connections, and looks like one whose steps write
/// nothing. An engine that is only busy is heard again; to give up one that is not is left to the
/// channel, which is more patient.
final class Pulse implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(1500);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Connection engine;
  private final Consumer<BuildEvent> events;
  private final Thread thread;
  private boolean closed;

  private Pulse(Connection engine, Consumer<BuildEvent> events) {
    this.engine = engine;
    this.events = events;
    this.thread =
        Thread.ofVirtual().name("pulse of " + engine.address().host()).unstarted(this::run);
  }

  /// Begins to ask.
  static Pulse of(Connection engine, Consumer<BuildEvent> events) {
    Pulse pulse = new Pulse(engine, events);
    pulse.thread.start();
    return pulse;
  }

  /// After this nothing is told any more.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(BETWEEN);
        ask();
      }
    } catch (InterruptedException _) {
      // the build is over
    } catch (ExecutionException _) {
      // there is no engine any more, or never was one with BuildKit; the build finds out by itself
    }
  }

  private void ask() throws ExecutionException, InterruptedException {
    Future<?> answer = engine.greet();
    try {
      answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      tell(false);
      answer.get();
      tell(true);
    } finally {
      answer.cancel(true);
    }
  }

  private synchronized void tell(boolean answers) {
    if (!closed) {
      events.accept(new BuildEvent.EngineAnswers(answers));
    }
  }
}
