package dev.gantry.domain.forecast;

import dev.gantry.domain.build.BuildEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// Passes the events of a build on, and keeps them, so that the build can be told again: of each
/// transfer the last state, and of what the steps write the end.
final class EventLog implements Consumer<BuildEvent> {

  /// How much of what steps write is kept, in characters.
  static final int OUTPUT = 2_000_000;

  private final Consumer<BuildEvent> next;
  private final List<BuildEvent> reports = new ArrayList<>();
  private final SequencedMap<Map.Entry<Object, String>, BuildEvent> transfers =
      new LinkedHashMap<>();
  private final Deque<BuildEvent.Output> outputs = new ArrayDeque<>();
  private long outputLength;

  EventLog(Consumer<BuildEvent> next) {
    this.next = next;
  }

  @Override
  public void accept(BuildEvent event) {
    keep(event);
    next.accept(event);
  }

  private synchronized void keep(BuildEvent event) {
    switch (event) {
      case BuildEvent.Transfer transfer ->
          transfers.put(Map.entry(transfer.step(), transfer.name()), transfer);
      case BuildEvent.Output output -> {
        outputs.add(output);
        outputLength += output.text().length();
        while (outputLength > OUTPUT) {
          outputLength -= outputs.remove().text().length();
        }
      }
      case BuildEvent.StepUpdated _,
          BuildEvent.Warning _,
          BuildEvent.Reduced _,
          BuildEvent.EngineAnswers _,
          BuildEvent.Named _,
          BuildEvent.FilesRequested _ ->
          reports.add(event);
    }
  }

  /// What was kept: reports of steps and of the build in the order of their arrival, then transfers
  /// and output, which do not depend on when they are told.
  synchronized List<BuildEvent> events() {
    List<BuildEvent> all = new ArrayList<>(reports);
    all.addAll(transfers.values());
    all.addAll(outputs);
    return List.copyOf(all);
  }
}
