package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.BuildEvent.Warning;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.BuildReduction;
import dev.gantry.domain.build.BuildTarget;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.log.LogLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;

/// Shows a build as a stream of JSON objects: `build`, `step`, `log`, `warning`. They name the
/// target where several are built at once.
final class JsonDisplay implements BuildDisplay, StepChanges.Listener {
  private final PrintWriter out;
  private final Optional<String> target;
  private StepChanges changes = new StepChanges(this);

  /// @param target named in every object; empty for in the first only
  JsonDisplay(PrintWriter out, Optional<String> target) {
    this.out = out;
    this.target = target;
  }

  @Override
  public void begin(BuildTarget target) {
    changes = new StepChanges(this);
    Json.line(out, Json.event("build").put("target", target.name()).put("image", target.image()));
  }

  @Override
  public void show(BuildProgress progress, Instant now) {
    changes.tell(progress);
  }

  @Override
  public void end(BuildProgress progress) {
    changes.tell(progress);
  }

  @Override
  public void started(Step step) {
    if (step.state() instanceof StepState.Running) {
      Json.line(out, step(step));
    }
  }

  @Override
  public void wrote(Step step, LogLine line) {
    Json.line(
        out,
        event("log")
            .put("step", step.number())
            .put("time", line.at().toString())
            .put("errorStream", line.errorStream())
            .put("text", line.text()));
  }

  @Override
  public void ended(Step step) {
    Json.line(out, step(step));
  }

  @Override
  public void warned(Warning warning) {
    ObjectNode node =
        event("warning")
            .put("message", warning.message())
            .put("detail", warning.detail())
            .put("url", warning.url());
    warning.lines().ifPresent(lines -> node.put("line", lines.first()));
    Json.line(out, node);
  }

  private ObjectNode event(String name) {
    ObjectNode node = Json.event(name);
    target.ifPresent(it -> node.put("target", it));
    return node;
  }

  @Override
  public void reduced(BuildReduction reduction) {
    Json.line(out, event("reduced").put("to", Json.name(reduction)));
  }

  @Override
  public void engineAnswers(boolean answers) {
    Json.line(out, event("engine").put("answers", answers));
  }

  private ObjectNode step(Step step) {
    ObjectNode node =
        event("step")
            .put("step", step.number())
            .put("id", step.id().value())
            .put("name", step.name());
    return switch (step.state()) {
      case StepState.Waiting _ -> node.put("state", "waiting");
      case StepState.Running(var started) ->
          node.put("state", "running").put("started", started.toString());
      case StepState.Cached _ -> node.put("state", "cached");
      case StepState.Done(var started, var completed, var took) ->
          node.put("state", "done")
              .put("started", started.toString())
              .put("completed", completed.toString())
              .put("tookMillis", took.toMillis());
      case StepState.Failed(var started, var completed, var error) ->
          node.put("state", "failed")
              .put("started", started.toString())
              .put("completed", completed.toString())
              .put("error", error);
      case StepState.Cancelled _ -> node.put("state", "cancelled");
    };
  }
}
