package dev.gantry.adapter.docker;

import dev.gantry.domain.engine.Engine;
import dev.gantry.domain.engine.EngineStatus;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The engine that [EngineLocator] finds, over the API of the Docker engine (Podman speaks it too).
public final class DockerEngine implements Engine {

  /// An engine on a busy machine may take seconds; one that is not there refuses at once.
  private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(8);

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final EngineSearch search;
  private final Duration heartbeat;
  private final Lock lock = new ReentrantLock();
  private @Nullable EngineMonitor monitor;

  public DockerEngine(EngineLocator locator) {
    this(locator, new KnownEngines());
  }

  /// @param known what engines have told before
  public DockerEngine(EngineLocator locator, KnownEngines known) {
    this(locator, known, ANSWER_DEADLINE, HEARTBEAT);
  }

  DockerEngine(
      EngineLocator locator, KnownEngines known, Duration answerDeadline, Duration heartbeat) {
    this.heartbeat = heartbeat;
    this.search = new EngineSearch(locator, new EngineProbe(answerDeadline, known)::ask);
  }

  @Override
  public EngineStatus check() {
    return search.find();
  }

  @Override
  public AutoCloseable watch(Consumer<EngineStatus> listener) {
    EngineMonitor.Watch watch = new EngineMonitor.Watch(listener);
    lock.lock();
    try {
      EngineMonitor current = monitor;
      if (current == null) {
        current = new EngineMonitor(search::find, heartbeat);
        current.start();
        monitor = current;
      }
      current.add(watch);
    } finally {
      lock.unlock();
    }
    return () -> end(watch);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closeMonitor();
    } finally {
      lock.unlock();
    }
  }

  /// The monitor lives as long as somebody watches.
  private void end(EngineMonitor.Watch watch) {
    lock.lock();
    try {
      EngineMonitor current = monitor;
      if (current != null && current.remove(watch)) {
        closeMonitor();
      }
    } finally {
      lock.unlock();
    }
  }

  private void closeMonitor() {
    EngineMonitor current = monitor;
    if (current != null) {
      current.close();
      monitor = null;
    }
  }
}
