package dev.gantry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.domain.build.BuildProgress;
import dev.gantry.domain.build.Interval;
import dev.gantry.domain.build.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A build in the Trace Event Format, which Perfetto and the browsers' trace viewers read: an event
/// for each stretch of work, on as many lanes as there were steps at the same time.
record ChromeTrace(String name, BuildProgress progress, Instant now) {

  /// A stretch of work of a step.
  private record Work(Step step, Instant from, Instant to) {}

  ObjectNode json() {
    ArrayNode events = JsonNodeFactory.instance.arrayNode();
    List<Instant> lanes = new ArrayList<>();
    for (Work work : work()) {
      events.add(event(work, lane(lanes, work)));
    }
    ObjectNode node = Json.object();
    node.set("traceEvents", events);
    return node.put("displayTimeUnit", "ms");
  }

  private List<Work> work() {
    List<Work> all = new ArrayList<>();
    for (Step step : progress.steps()) {
      for (Interval interval : progress.intervals(step.id())) {
        all.add(new Work(step, interval.started(), interval.completed().orElse(now)));
      }
    }
    all.sort(Comparator.comparing(Work::from).thenComparingInt(work -> work.step().number()));
    return all;
  }

  /// The first lane that is free when the work begins; `lanes` are the times when they get free.
  private static int lane(List<Instant> lanes, Work work) {
    int lane = 0;
    while (lane < lanes.size() && lanes.get(lane).isAfter(work.from())) {
      lane++;
    }
    if (lane == lanes.size()) {
      lanes.add(work.to());
    } else {
      lanes.set(lane, work.to());
    }
    return lane;
  }

  private ObjectNode event(Work work, int lane) {
    ObjectNode node =
        Json.object()
            .put("name", work.step().name())
            .put("cat", work.step().internal() ? "internal" : "step")
            .put("ph", "X")
            .put("ts", micros(work.from()))
            .put("dur", Duration.between(work.from(), work.to()).toNanos() / 1000)
            .put("pid", 1)
            .put("tid", lane + 1);
    node.set("args", Json.object().put("build", name).put("step", work.step().number()));
    return node;
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }
}
