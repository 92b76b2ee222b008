package dev.gantry.ui.inference;

import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Newest;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches something of one service at a time, such as its health.
final class ServiceWatch<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);

  /// What can be watched.
  @FunctionalInterface
  interface Source<T> {
    AutoCloseable watch(ServiceEndpoint endpoint, Consumer<T> listener);
  }

  private final Source<T> source;
  private final FxTasks tasks;
  private final Newest<T> sink;
  private Optional<ServiceEndpoint> endpoint = Optional.empty();
  private AutoCloseable current = () -> {};

  ServiceWatch(Source<T> source, FxTasks tasks, Newest<T> sink) {
    this.source = source;
    this.tasks = tasks;
    this.sink = sink;
  }

  /// Watches this service instead of the one before.
  void at(Optional<ServiceEndpoint> next) {
    endpoint = next;
    end(current);
    current = () -> {};
    next.ifPresent(
        it -> tasks.run(() -> source.watch(it, sink::offer), handle -> begun(it, handle), _ -> {}));
  }

  private void begun(ServiceEndpoint watched, AutoCloseable handle) {
    if (endpoint.equals(Optional.of(watched))) {
      current = handle;
    } else {
      end(handle);
    }
  }

  private void end(AutoCloseable handle) {
    tasks.run(
        () -> {
          handle.close();
          return true;
        },
        _ -> {},
        problem -> LOG.warn("cannot end a watch: {}", problem));
  }

  @Override
  public void close() {
    at(Optional.empty());
  }
}
