package dev.gantry.domain.engine;

import dev.gantry.domain.engine.EngineStatus.Reachable;
import dev.gantry.domain.engine.EngineStatus.Unreachable;
import dev.gantry.domain.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// An engine that is as the test says, and tells its watchers on the thread of [#become].
public final class FakeEngine implements Engine {

  public static final EngineAddress ADDRESS =
      new EngineAddress(
          "unix:///run/fake.sock", EngineAddress.Source.DEFAULT_SOCKET, Optional.empty());

  private final List<Consumer<EngineStatus>> watchers = new CopyOnWriteArrayList<>();
  private volatile EngineStatus status;
  private volatile boolean closed;

  private FakeEngine(EngineStatus status) {
    this.status = status;
  }

  public static FakeEngine reachable() {
    return new FakeEngine(new Reachable(ADDRESS, "28.5.2", "1.51", "linux/amd64"));
  }

  public static FakeEngine unreachable(Problem.EngineProblem problem) {
    return new FakeEngine(new Unreachable(problem));
  }

  /// Changes the status and tells every watcher, unless it is the same.
  public void become(EngineStatus next) {
    if (!closed && !next.equals(status)) {
      status = next;
      watchers.forEach(watcher -> watcher.accept(next));
    }
  }

  /// Goes away as an engine does that is stopped.
  public void goAway() {
    become(new Unreachable(new Problem.EngineWentAway(ADDRESS.host(), "connection closed")));
  }

  public int watcherCount() {
    return watchers.size();
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public EngineStatus check() {
    return status;
  }

  @Override
  public AutoCloseable watch(Consumer<EngineStatus> listener) {
    watchers.add(listener);
    listener.accept(status);
    return () -> watchers.remove(listener);
  }

  @Override
  public void close() {
    closed = true;
    watchers.clear();
  }
}
