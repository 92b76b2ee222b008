package dev.gantry.ui.inference;

import dev.gantry.domain.inference.InferenceService.Watch;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.ui.fx.FxTasks;
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
    Watch watch(ServiceEndpoint endpoint, Consumer<T> listener);
  }

  private final Source<T> source;
  private final FxTasks tasks;
  private final Consumer<T> sink;
  private Optional<ServiceEndpoint> endpoint = Optional.empty();
  private Watch current = () -> {};

  /// @param sink called on a thread of the source
  ServiceWatch(Source<T> source, FxTasks tasks, Consumer<T> sink) {
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
        it -> tasks.run(() -> source.watch(it, sink), handle -> begun(it, handle), _ -> {}));
  }

  private void begun(ServiceEndpoint watched, Watch handle) {
    if (endpoint.equals(Optional.of(watched))) {
      current = handle;
    } else {
      end(handle);
    }
  }

  private void end(Watch handle) {
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
