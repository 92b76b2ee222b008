package dev.gantry.ui.inference;

import dev.gantry.domain.inference.LoadHistory;
import dev.gantry.domain.inference.ServiceEndpoint;
import dev.gantry.domain.inference.ServiceLoad;
import dev.gantry.domain.inference.Watched;
import dev.gantry.ui.fx.Batcher;
import dev.gantry.ui.fx.FxTasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// How busy the service is and was in the last two minutes. It is measured while somebody looks,
/// and as much longer as what is measured would still be seen.
public final class LoadViewModel implements AutoCloseable {
  static final Duration SPAN = Duration.ofMinutes(2);

  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final FxTasks tasks;
  private final Batcher<Watched<ServiceLoad>> batcher;
  private final ServiceWatch<Watched<ServiceLoad>> watch;
  private final ReadOnlyObjectWrapper<LoadState> state =
      new ReadOnlyObjectWrapper<>(this, "state", new LoadState.Waiting());
  private final ReadOnlyObjectWrapper<LoadHistory> history =
      new ReadOnlyObjectWrapper<>(this, "history", LoadHistory.ofLast(SPAN));
  private Optional<ServiceEndpoint> endpoint = Optional.empty();
  private FxTasks.Handle end = FxTasks.Handle.NONE;
  private boolean watching;

  LoadViewModel(ServiceWatch.Source<Watched<ServiceLoad>> source, FxTasks tasks) {
    this.tasks = tasks;
    this.batcher = new Batcher<>(tasks, INTERVAL, this::show);
    this.watch = new ServiceWatch<>(source, tasks, batcher::add);
  }

  void connect(Optional<ServiceEndpoint> next) {
    endpoint = next;
    history.set(LoadHistory.ofLast(SPAN));
    state.set(new LoadState.Waiting());
    if (watching) {
      watch.at(next);
    }
  }

  /// Says whether the load is in view.
  public void look(boolean looking) {
    end.cancel();
    if (!looking) {
      end = tasks.after(SPAN, this::stop);
    } else if (!watching) {
      watching = true;
      watch.at(endpoint);
    }
  }

  private void stop() {
    watching = false;
    watch.at(Optional.empty());
    state.set(new LoadState.Waiting());
  }

  private void show(List<Watched<ServiceLoad>> batch) {
    LoadHistory all = history.get();
    for (Watched<ServiceLoad> told : batch) {
      if (told instanceof Watched.News<ServiceLoad>(var load)) {
        all = all.with(load);
      }
    }
    history.set(all);
    state.set(
        switch (batch.getLast()) {
          case Watched.News<ServiceLoad>(var load) -> new LoadState.Measured(load);
          case Watched.NotOffered<ServiceLoad> _ -> new LoadState.NotOffered();
          case Watched.Lost<ServiceLoad>(var problem) -> new LoadState.Lost(problem);
        });
  }

  public ReadOnlyObjectProperty<LoadState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<LoadHistory> historyProperty() {
    return history.getReadOnlyProperty();
  }

  @Override
  public void close() {
    end.cancel();
    watch.close();
    batcher.close();
  }
}
