package dev.gantry.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.forecast.Cause;
import dev.gantry.domain.forecast.Forecast;
import dev.gantry.domain.forecast.StepForecast;
import dev.gantry.domain.image.LineRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Counts forecasts that came true. Beside it stands the rule of thumb that everything in the
/// Dockerfile after the first changed instruction runs; it is told which instruction that is.
final class ForecastScore {

  /// One edit.
  ///
  /// @param wrong names of the steps of which the forecast was wrong, with what it said
  /// @param ran steps that ran
  record Edit(
      String kind,
      int steps,
      int ran,
      List<String> wrong,
      int wrongByThumb,
      Optional<Duration> expected,
      Duration forecastTook,
      Duration buildTook) {
    ObjectNode json() {
      ObjectNode node =
          JsonNodeFactory.instance
              .objectNode()
              .put("kind", kind)
              .put("steps", steps)
              .put("ran", ran)
              .put("wrongByThumb", wrongByThumb)
              .put("forecastMillis", forecastTook.toMillis())
              .put("buildMillis", buildTook.toMillis());
      expected.ifPresent(it -> node.put("expectedMillis", it.toMillis()));
      ArrayNode names = node.putArray("wrong");
      wrong.forEach(names::add);
      return node;
    }

    @Override
    public String toString() {
      return "%d of %d ran, wrong %s, by thumb %d, expected %s, took %s"
          .formatted(
              ran,
              steps,
              wrong,
              wrongByThumb,
              expected.map(Duration::toMillis),
              buildTook.toMillis());
    }
  }

  private final List<Edit> edits = new ArrayList<>();
  private int missed;
  private int falseAlarms;

  Edit add(
      String kind,
      Forecast forecast,
      BuildProgress built,
      Duration forecastTook,
      Duration buildTook) {
    Set<String> ran =
        built.steps().stream()
            .filter(step -> step.state() instanceof StepState.Done)
            .map(step -> step.name())
            .collect(Collectors.toSet());
    OptionalInt firstChanged =
        forecast.steps().stream()
            .filter(step -> step.outlook().reason().filter(ForecastScore::isChange).isPresent())
            .mapToInt(ForecastScore::line)
            .min();
    List<String> wrong = new ArrayList<>();
    int wrongByThumb = 0;
    List<StepForecast> steps =
        forecast.steps().stream().filter(it -> !it.name().startsWith("[internal]")).toList();
    for (StepForecast step : steps) {
      boolean really = ran.contains(step.name());
      boolean said = step.outlook().runs();
      if (said != really) {
        wrong.add((said ? "would run: " : "would not run: ") + step.name());
        missed += really ? 1 : 0;
        falseAlarms += said ? 1 : 0;
      }
      boolean thumb = firstChanged.isPresent() && line(step) >= firstChanged.getAsInt();
      wrongByThumb += thumb == really ? 0 : 1;
    }
    int running = (int) steps.stream().filter(step -> ran.contains(step.name())).count();
    Edit edit =
        new Edit(
            kind,
            steps.size(),
            running,
            wrong,
            wrongByThumb,
            forecast.total(),
            forecastTook,
            buildTook);
    edits.add(edit);
    return edit;
  }

  String table() {
    int steps = edits.stream().mapToInt(Edit::steps).sum();
    int ran = edits.stream().mapToInt(Edit::ran).sum();
    int wrong = edits.stream().mapToInt(edit -> edit.wrong().size()).sum();
    int wrongByThumb = edits.stream().mapToInt(Edit::wrongByThumb).sum();
    long exact = edits.stream().filter(edit -> edit.wrong().isEmpty()).count();
    return """

        edits                                %d
        steps                                %d, of which %d ran
        steps forecast right                 %.2f %%
          said to come from the cache, ran   %d
          said to run, came from the cache   %d
        edits of which every step was right  %d
        steps right by rule of thumb         %.2f %%
        """
        .formatted(
            edits.size(),
            steps,
            ran,
            percent(steps - wrong, steps),
            missed,
            falseAlarms,
            exact,
            percent(steps - wrongByThumb, steps));
  }

  private static boolean isChange(Cause cause) {
    return !(cause instanceof Cause.UpstreamRan);
  }

  private static int line(StepForecast step) {
    return step.lines().map(LineRange::first).orElse(0);
  }

  private static double percent(int part, int whole) {
    return whole == 0 ? 100 : 100.0 * part / whole;
  }
}
