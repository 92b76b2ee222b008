package dev.gantry.ui.build;

import dev.gantry.domain.build.BuildRequest;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.forecast.Forecasts;
import dev.gantry.ui.fx.FxTasks;
import dev.gantry.ui.fx.Latest;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What a build of a target would do.
public final class ForecastViewModel implements AutoCloseable {
  private final Forecasts forecasts;
  private final Latest loads;
  private final ReadOnlyObjectWrapper<ForecastState> state =
      new ReadOnlyObjectWrapper<>(this, "state", new ForecastState.Unknown());

  ForecastViewModel(Forecasts forecasts, FxTasks tasks) {
    this.forecasts = forecasts;
    this.loads = new Latest(tasks);
  }

  public ReadOnlyObjectProperty<ForecastState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Makes the forecast anew; what is there stays until then.
  void load(BuildTarget target) {
    if (!(state.get() instanceof ForecastState.Ready)) {
      state.set(new ForecastState.Loading());
    }
    loads.run(
        () -> forecasts.of(BuildRequest.of(target)),
        forecast -> state.set(new ForecastState.Ready(forecast)),
        problem -> state.set(new ForecastState.Failed(problem)));
  }

  @Override
  public void close() {
    loads.cancel();
  }
}
