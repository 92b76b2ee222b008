package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.ArchivedBuild;
import dev.gantry.domain.build.BuildEvent.Transfer;
import dev.gantry.domain.build.BuildEvent.Warning;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.CriticalPath;
import dev.gantry.domain.build.Interval;
import dev.gantry.domain.build.Step;
import dev.gantry.domain.build.StepId;
import dev.gantry.domain.build.StepState;
import dev.gantry.domain.log.LogLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that is known of a build, as one JSON document. Steps are named by their number, from
/// 1; times are those of the engine, to the nanosecond.
record TraceDocument(ArchivedBuild build, BuildProgress progress, Instant now) {

  ObjectNode json() {
    ObjectNode node = BuildsListCommand.json(build, now);
    ObjectNode options = Json.object();
    build.options().forEach(options::put);
    node.set("options", options);
    CriticalPath path = progress.criticalPath(now);
    node.put("criticalPathMillis", path.length().toMillis());
    node.set("criticalPath", numbers(path.steps()));
    node.set("steps", Json.array(progress.steps(), this::step));
    node.set("warnings", Json.array(progress.warnings(), TraceDocument::warning));
    return node;
  }

  private ObjectNode step(Step step) {
    ObjectNode node =
        Json.object()
            .put("step", step.number())
            .put("id", step.id().value())
            .put("name", step.name())
            .put("internal", step.internal());
    node.set("inputs", numbers(step.inputs()));
    switch (step.state()) {
      case StepState.Waiting _ -> node.put("state", "waiting");
      case StepState.Running _ -> node.put("state", "running");
      case StepState.Cached _ -> node.put("state", "cached");
      case StepState.Done _ -> node.put("state", "done");
      case StepState.Failed(_, _, var error) -> node.put("state", "failed").put("error", error);
      case StepState.Cancelled _ -> node.put("state", "cancelled");
    }
    node.put("tookMillis", step.elapsed(now).toMillis());
    node.set("intervals", Json.array(progress.intervals(step.id()), TraceDocument::interval));
    node.set("transfers", Json.array(step.transfers(), TraceDocument::transfer));
    node.set("log", Json.array(progress.log(step.id()).lines().lines(), TraceDocument::line));
    return node;
  }

  private ArrayNode numbers(List<StepId> steps) {
    List<Integer> numbers =
        steps.stream().map(progress::step).flatMap(Optional::stream).map(Step::number).toList();
    return Json.array(numbers, JsonNodeFactory.instance::numberNode);
  }

  private static ObjectNode interval(Interval interval) {
    ObjectNode node = Json.object().put("started", interval.started().toString());
    interval.completed().ifPresent(end -> node.put("completed", end.toString()));
    return node;
  }

  private static ObjectNode transfer(Transfer transfer) {
    return Json.object()
        .put("name", transfer.name())
        .put("current", transfer.current())
        .put("total", transfer.total());
  }

  private static ObjectNode line(LogLine line) {
    return Json.object()
        .put("time", line.at().toString())
        .put("errorStream", line.errorStream())
        .put("text", line.text());
  }

  private static ObjectNode warning(Warning warning) {
    ObjectNode node = Json.object().put("message", warning.message()).put("url", warning.url());
    warning.file().ifPresent(file -> node.put("file", file));
    warning.lines().ifPresent(lines -> node.put("line", lines.first()));
    return node;
  }
}
