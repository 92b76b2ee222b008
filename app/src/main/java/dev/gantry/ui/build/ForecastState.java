package dev.gantry.ui.build;

import dev.gantry.domain.forecast.Forecast;
import dev.gantry.domain.problem.Problem;

/// How far the forecast of a target is.
public sealed interface ForecastState {
  /// Nobody has asked for it.
  record Unknown() implements ForecastState {}

  /// It is being made.
  record Loading() implements ForecastState {}

  /// It is there.
  record Ready(Forecast forecast) implements ForecastState {}

  /// It cannot be made.
  record Failed(Problem problem) implements ForecastState {}
}
