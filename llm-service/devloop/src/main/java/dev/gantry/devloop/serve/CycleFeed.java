package dev.gantry.devloop.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The latest cycle, for whoever wants to know.
final class CycleFeed {
  private final List<Consumer<Cycle>> listeners = new ArrayList<>();
  private @Nullable Cycle latest;

  /// Makes a cycle the latest.
  synchronized void publish(Cycle cycle) {
    latest = cycle;
    List.copyOf(listeners).forEach(listener -> listener.accept(cycle));
  }

  /// Adds to a cycle what has become known of it, if no other has begun since.
  synchronized void update(long number, UnaryOperator<Cycle> change) {
    if (latest != null && latest.number() == number) {
      publish(change.apply(latest));
    }
  }

  synchronized Optional<Cycle> latest() {
    return Optional.ofNullable(latest);
  }

  /// Tells the latest, and every one from now on.
  synchronized void subscribe(Consumer<Cycle> listener) {
    listeners.add(listener);
    latest().ifPresent(listener);
  }

  synchronized void unsubscribe(Consumer<Cycle> listener) {
    listeners.remove(listener);
  }
}
