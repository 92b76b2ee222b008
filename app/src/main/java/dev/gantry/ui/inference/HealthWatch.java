package dev.gantry.ui.inference;

import dev.gantry.domain.inference.InferenceService;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceHealth;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Newest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the health of one service at a time.
final class HealthWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

  private final InferenceService service;
  private final FxTasks tasks;
  private final Newest<ServiceHealth> sink;
  private Optional<ServiceEndpoint> endpoint = Optional.empty();
  private AutoCloseable current = () -> {};

  HealthWatch(InferenceService service, FxTasks tasks, Newest<ServiceHealth> sink) {
    this.service = service;
    this.tasks = tasks;
    this.sink = sink;
  }

  /// Watches this service instead of the one before.
  void at(Optional<ServiceEndpoint> next) {
    endpoint = next;
    end(current);
    current = () -> {};
    next.ifPresent(
        it ->
            tasks.run(
                () -> service.watchHealth(it, sink::offer), handle -> begun(it, handle), _ -> {}));
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
        problem -> LOG.warn("cannot end the health watch: {}", problem));
  }

  @Override
  public void close() {
    at(Optional.empty());
  }
}
